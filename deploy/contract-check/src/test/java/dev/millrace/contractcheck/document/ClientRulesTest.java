package dev.millrace.contractcheck.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ClientRulesTest {

  private static final String GOOD =
      """
      {'paths': {'/a': {'post': {
        'parameters': [{'name': 'limit', 'in': 'query', 'schema': {'type': 'integer', 'examples': [1]}}],
        'requestBody': {'content': {'application/json': {'schema': {'$ref': '#/components/schemas/Filter'}}}},
        'responses': {
          '200': {'content': {'application/json': {'schema': {'type': 'object', 'additionalProperties': true}}}},
          '304': {},
          '400': {'content': {'application/problem+json': {'schema': {'$ref': '#/components/schemas/Problem'}}}}
        }}}},
       'components': {'schemas': {
         'Problem': {'type': 'object', 'properties': {'title': {'type': ['string', 'null']}}},
         'Filter': {'oneOf': [{'type': 'null'}, {'$ref': '#/components/schemas/Problem'}]}}}}
      """;

  @Test
  void nothingIsSaidOfADocumentThatGeneratorsUnderstand() {
    assertThat(complaints(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "'304': {} | '202': {'content': {'a/b': {'schema': {}}}} | several kinds",
        "'examples': [1]}} | 'examples': [1]}, 'example': 2} | fill in",
        "'examples': [1]}} | 'default': 1}} | fill in",
        "'name': 'limit' | 'name': 'filter' | of the name Filter",
        "[{'type': 'null'}, | [{'type': 'string'}, | of several schemas",
        "'oneOf' | 'anyOf' | anyOf",
        "['string', 'null'] | ['string', 'boolean'] | several types",
        "'object', 'additionalProperties': true | 'object' | object of nothing",
        "{'$ref': '#/components/schemas/Problem'}}}} | {'allOf': []}}}} | class of its own"
      },
      delimiter = '|')
  void whatTheyMakeNothingGoodOfIsComplainedOf(String good, String bad, String complaint) {
    assertThat(GOOD).contains(good);

    assertThat(complaints(GOOD.replace(good, bad))).singleElement().asString().contains(complaint);
  }

  private static List<String> complaints(String document) {
    return ClientRules.complaints(
        new OpenApiDocument(JsonMapper.shared().readTree(document.replace('\'', '"'))));
  }
}
