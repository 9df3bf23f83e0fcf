package dev.millrace.jobs.intake.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.jobs.intake.line.IncomingMonster.Base;
import dev.millrace.jobs.intake.line.IncomingMonster.IncomingSkill;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonsterLineReaderTest {

  private static final String STATS =
      "'baseOffense':1,'baseSurvive':2.5,'baseControl':3,'baseTempo':4,'basePp':5";

  @Test
  void aLineBecomesAMonster() throws BadLine {
    assertThat(
            read(
                "{'name':' Gale ','element':'wind',"
                    + STATS
                    + ",'skills':[{'name':'纳气','kind':'status'},"
                    + "{'name':'a','kind':'attack','power':7,'description':'b'}],'tags':['x','x']}"))
        .isEqualTo(
            new IncomingMonster(
                "Gale",
                "wind",
                new Base(1, 2.5, 3, 4, 5),
                List.of(
                    new IncomingSkill("纳气", "status", 0, ""),
                    new IncomingSkill("a", "attack", 7, "b")),
                Set.of("x")));
  }

  /// As monsters are found in the world: a skill that does no damage has no power.
  @Test
  void whatMayBeLeftOutMayBeNull() throws BadLine {
    assertThat(
            read(
                "{'name':'Gale','element':'wind',"
                    + STATS
                    + ",'skills':[{'name':'纳气','kind':'status','power':null,'description':null},"
                    + "{'name':'a','kind':'attack','power':40.0}],'tags':null}"))
        .isEqualTo(
            new IncomingMonster(
                "Gale",
                "wind",
                new Base(1, 2.5, 3, 4, 5),
                List.of(
                    new IncomingSkill("纳气", "status", 0, ""),
                    new IncomingSkill("a", "attack", 40, "")),
                Set.of()));
    assertThat(read("{'name':'a','element':'x'," + STATS + ",'skills':null}").skills()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | a line is an object; got []",
        "{'name':1} | /name is a text of 1 to 200 characters; got 1",
        "{'name':'a'} | /element is a text of 1 to 60 characters; got nothing",
        "{'name':null} | /name is a text of 1 to 200 characters; got null",
        "{'name':'a','element':'x','baseOffense':null} | /baseOffense is a number from 0 to 10000",
        "{'name':'a','color':1} | /color is no field; the fields are baseControl,",
        "{'name':'a','name':'b'} | not valid JSON at column",
        "{'name':'a' | not valid JSON at column",
        "{'name':'a'} {} | not valid JSON at column",
        "{'name':'a\\u0000b'} | /name is a text",
        "{'name':'a\\ud800'} | /name is a text",
        "{'name':'a','element':'x','baseOffense':'9'} | /baseOffense is a number from 0 to 10000",
        "{'name':'a','element':'x','baseOffense':-1} | /baseOffense is a number from 0 to 10000",
        "{'name':'a','element':'x','baseOffense':1e99} | /baseOffense is a number from 0 to 10000",
        "{'name':'a','element':'x','baseOffense':0.0001} | at most 3 decimals; got 1.0E-4"
      })
  void whatCannotBeTakenIsRefusedWithThePlace(String line, String message) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(BadLine.class).message().contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'skills':{} | /skills is an array of at most 100; got {}",
        "'skills':[7] | /skills/0 is an object; got 7",
        "'skills':[{'name':'a'}] | /skills/0/kind is a text",
        "'skills':[{'name':'a','kind':'b','power':-1}] | /skills/0/power is a whole number from 0",
        "'skills':[{'name':'a','kind':'b','power':'1'}] | /skills/0/power is a whole number from 0",
        "'skills':[{'name':'a','kind':'b','power':1e400}] | /skills/0/power is a whole number",
        "'skills':[{'name':'a','kind':'b','power':1.5}] | /skills/0/power is a whole number from 0",
        "'skills':[{'name':'a','kind':null}] | /skills/0/kind is a text",
        "'skills':[null] | /skills/0 is an object; got null",
        "'tags':['a',''] | /tags/1 is a text of 1 to 60 characters"
      })
  void skillsAndTagsAreReadAsStrictly(String rest, String message) {
    assertThatThrownBy(() -> read("{'name':'a','element':'x'," + STATS + "," + rest + "}"))
        .isInstanceOf(BadLine.class)
        .message()
        .contains(message);
  }

  @Test
  void numberThatNoDoubleHoldsIsAWrongStatAndNothingWorse() {
    assertThatThrownBy(
            () -> read("{'name':'a','element':'x','baseOffense':1%s}".formatted("0".repeat(400))))
        .isInstanceOf(BadLine.class)
        .hasMessageContaining("/baseOffense is a number from 0 to 10000");
  }

  private static IncomingMonster read(String line) throws BadLine {
    return new MonsterLineReader().read(line.replace('\'', '"').getBytes(UTF_8));
  }
}
