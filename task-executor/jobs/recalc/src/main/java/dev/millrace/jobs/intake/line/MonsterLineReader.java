package dev.millrace.jobs.intake.line;

import dev.millrace.events.stored.StorableText;
import dev.millrace.jobs.intake.line.IncomingMonster.Base;
import dev.millrace.jobs.intake.line.IncomingMonster.IncomingSkill;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads one line into a monster, strictly: unknown fields, duplicate fields, wrong types and
/// anything out of range are refused.
public final class MonsterLineReader {

  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "element",
          "baseOffense",
          "baseSurvive",
          "baseControl",
          "baseTempo",
          "basePp",
          "skills",
          "tags");
  private static final Set<String> SKILL_FIELDS = Set.of("name", "kind", "power", "description");
  private static final int MOST_SKILLS = 100;
  private static final int MOST_TAGS = 100;

  private final JsonMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  public IncomingMonster read(byte[] line) throws BadLine {
    Fields monster = new Fields(parse(line), "");
    monster.allow(FIELDS);
    return new IncomingMonster(
        monster.text("name", 200),
        monster.text("element", 60),
        new Base(
            monster.stat("baseOffense"),
            monster.stat("baseSurvive"),
            monster.stat("baseControl"),
            monster.stat("baseTempo"),
            monster.stat("basePp")),
        skills(monster),
        tags(monster));
  }

  private JsonNode parse(byte[] line) throws BadLine {
    try {
      return json.readTree(StorableText.decoded(line));
    } catch (JacksonException e) {
      var place = e.getLocation();
      String where = place == null ? "" : " at column " + place.getColumnNr();
      throw new BadLine("not valid JSON" + where + ": " + e.getOriginalMessage());
    }
  }

  private static List<IncomingSkill> skills(Fields monster) throws BadLine {
    List<IncomingSkill> skills = new ArrayList<>();
    for (JsonNode element : monster.list("skills", MOST_SKILLS)) {
      Fields skill = new Fields(element, "/skills/" + skills.size());
      skill.allow(SKILL_FIELDS);
      skills.add(
          new IncomingSkill(
              skill.text("name", 200),
              skill.text("kind", 60),
              skill.wholeOrNone("power", 10_000),
              skill.textOrNone("description", 4000)));
    }
    return skills;
  }

  private static Set<String> tags(Fields monster) throws BadLine {
    Set<String> tags = new LinkedHashSet<>();
    List<JsonNode> given = monster.list("tags", MOST_TAGS);
    for (int i = 0; i < given.size(); i++) {
      tags.add(Fields.text(given.get(i), "/tags/" + i, 60));
    }
    return tags;
  }
}
