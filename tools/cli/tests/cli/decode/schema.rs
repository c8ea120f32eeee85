//! The lines of `--json` fit `docs/decode.schema.json`, and the schema names every key.

use super::*;

/// The schema. It uses these keywords of JSON Schema and no others: `$ref` to `$defs`, `type`, `enum`,
/// `properties`, `required`, `additionalProperties`, `items`; the rest is for people.
fn schema() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/decode.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

const KEYWORDS: [&str; 12] = [
    "$schema",
    "$defs",
    "$ref",
    "title",
    "description",
    "type",
    "enum",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "pattern",
];

/// Checks `value` against `rule`; the error names the place.
fn check(value: &Value, rule: &Value, root: &Value, place: &str) -> Result<(), String> {
    let rule = match rule.get("$ref").and_then(Value::as_str) {
        Some(name) => &root["$defs"][name.strip_prefix("#/$defs/").unwrap()],
        None => rule,
    };
    let keywords = rule.as_object().ok_or(format!("{place}: no rule"))?;
    if let Some(other) = keywords.keys().find(|key| !KEYWORDS.contains(&key.as_str())) {
        return Err(format!("{place}: keyword {other}"));
    }
    if let Some(types) = rule.get("type") {
        let types = types.as_array().cloned().unwrap_or_else(|| vec![types.clone()]);
        let is_one = |name: &Value| match name.as_str().unwrap() {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_u64(),
            "string" => value.is_string(),
            "array" => value.is_array(),
            other => other == "object" && value.is_object(),
        };
        if !types.iter().any(is_one) {
            return Err(format!("{place}: {value} is not {types:?}"));
        }
    }
    if let Some(values) = rule.get("enum").and_then(Value::as_array)
        && !values.contains(value)
    {
        return Err(format!("{place}: {value} is not one of {values:?}"));
    }
    if let Some(members) = value.as_object() {
        for key in rule.get("required").and_then(Value::as_array).into_iter().flatten() {
            members.get(key.as_str().unwrap()).ok_or(format!("{place}: {key} is missing"))?;
        }
        for (key, member) in members {
            match rule.get("properties").and_then(|rules| rules.get(key)) {
                Some(rule) => check(member, rule, root, &format!("{place}.{key}"))?,
                None if rule["additionalProperties"] == false => {
                    return Err(format!("{place}: {key} is not in the schema"));
                }
                None => {}
            }
        }
    }
    if let (Some(items), Some(rule)) = (value.as_array(), rule.get("items")) {
        for (item, index) in items.iter().zip(0..) {
            check(item, rule, root, &format!("{place}[{index}]"))?;
        }
    }
    Ok(())
}

#[track_caller]
fn check_all(output: &Output) {
    let schema = schema();
    let lines = objects(output);
    assert!(!lines.is_empty());
    for line in lines {
        if let Err(error) = check(&line, &schema, &schema, "") {
            panic!("{}: {error}", line["id"]);
        }
    }
}

#[test]
fn every_line_fits_the_schema() {
    check_all(&decode(&["--json"], ""));
    check_all(&decode(&["--json", "--no-findings", "--received", "100"], ""));
    let path = data_path("messages.jsonl").display().to_string();
    check_all(&decode(&["--json", &path], ""));
    let lines: Vec<_> =
        data("cases.jsonl").iter().map(|line| text(line, "hex").to_owned()).collect();
    // A file, because a pipe for so much would wait for whoever reads the output.
    let path = format!("{}/cases.txt", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&path, lines.join("\n")).unwrap();
    check_all(&decode(&["--json", &path], ""));
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let (schema, lines) = (schema(), objects(&decode(&["--json"], "")));
    let error = |change: &dyn Fn(&mut Value)| {
        let mut line = lines[0].clone();
        change(&mut line);
        check(&line, &schema, &schema, "").unwrap_err()
    };
    assert_eq!(error(&|line| line["more"] = json!(1)), ": more is not in the schema");
    assert!(error(&|line| line["length"] = json!("1")).starts_with(".length: "));
    assert!(error(&|line| line["shape"] = json!("x")).starts_with(".shape: "));
    let id = |line: &mut Value| drop(line.as_object_mut().unwrap().remove("id"));
    assert_eq!(error(&id), ": \"id\" is missing");
    let rtype = |line: &mut Value| line["message"]["question"][0]["type"] = json!(null);
    assert!(error(&rtype).starts_with(".message.question[0].type: "));
}
