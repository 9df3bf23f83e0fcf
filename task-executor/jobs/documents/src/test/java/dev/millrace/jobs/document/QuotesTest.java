package dev.millrace.jobs.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuotesTest {

  private final Quotes quotes =
      new Quotes(
          List.of(
              new Passage("The bid closes on 1 March.", new Place(1, 1)),
              new Passage("“ ”", new Place(1, 2)),
              new Passage("投标保证金为人民币５万元。", new Place(2, 1)),
              new Passage("Late bids are rejected.", new Place(2, 2))));

  @Test
  void aQuoteIsFoundWhereItStands() {
    assertThat(quotes.find("closes on 1 March")).contains(new Place(1, 1));
    assertThat(quotes.find("投标保证金为人民币5万元")).contains(new Place(2, 1));
    assertThat(quotes.find("LATE  bids\nare rejected.")).contains(new Place(2, 2));
  }

  @Test
  void aQuoteOverTwoPassagesStandsWhereItBegins() {
    assertThat(quotes.find("人民币5万元。Late bids")).contains(new Place(2, 1));
  }

  @Test
  void whatTheDocumentDoesNotSayIsNoQuote() {
    assertThat(quotes.find("closes on 2 March")).isEmpty();
    assertThat(quotes.find("bid")).as("too short to prove anything").isEmpty();
  }
}
