package dev.millrace.jobs.recalc;

import dev.millrace.events.stored.Json;

/// The JSON Schema of [RecalcParameters], by hand: a scope has three forms, which no record shows.
final class RecalcSchema {

  static final Json JSON =
      Json.parse(
          """
          {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": {
              "weights": {
                "description": "How much each stat counts; only proportions matter. Left out or null: all the same.",
                "type": ["object", "null"],
                "properties": {
                  "offense": WEIGHT,
                  "survive": WEIGHT,
                  "control": WEIGHT,
                  "tempo": WEIGHT,
                  "pp": WEIGHT
                },
                "minProperties": 1,
                "additionalProperties": false
              },
              "scope": {
                "description": "\\"all\\", {\\"ids\\": [1, 2]} or {\\"tag\\": \\"burn\\"}",
                "oneOf": [
                  {"const": "all"},
                  {
                    "type": "object",
                    "properties": {
                      "ids": {
                        "type": "array",
                        "items": {"type": "integer", "minimum": 1, "maximum": LARGEST},
                        "minItems": 1,
                        "maxItems": 10000
                      }
                    },
                    "required": ["ids"],
                    "additionalProperties": false
                  },
                  {
                    "type": "object",
                    "properties": {"tag": {"type": "string", "minLength": 1, "maxLength": 60}},
                    "required": ["tag"],
                    "additionalProperties": false
                  }
                ]
              }
            },
            "required": ["scope"],
            "additionalProperties": false
          }
          """
              .replace(
                  "WEIGHT",
                  "{\"type\": [\"number\", \"null\"],"
                      + " \"allOf\": [{\"minimum\": 0, \"maximum\": 1000000}]}")
              .replace("LARGEST", Long.toString(Long.MAX_VALUE)));

  private RecalcSchema() {}
}
