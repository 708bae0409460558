using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Orus.Tests.Telemetry;

/// <summary>The part of JSON Schema that docs/TELEMETRY.md uses.</summary>
internal sealed class JsonSchema(JsonElement root)
{
    /// <summary>What is wrong with a document; empty if it is valid.</summary>
    public List<string> Validate(JsonElement document)
    {
        var problems = new List<string>();
        Validate(root, document, "$", problems);
        return problems;
    }

    private void Validate(JsonElement schema, JsonElement value, string path, List<string> problems)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
            schema = root.GetProperty("definitions").GetProperty(reference.GetString()!.Split('/')[^1]);
        if (schema.TryGetProperty("const", out JsonElement constant) && constant.GetRawText() != value.GetRawText())
            problems.Add($"{path}: {value.GetRawText()} is not {constant.GetRawText()}");
        if (schema.TryGetProperty("enum", out JsonElement choices) && !Contains(choices, value))
            problems.Add($"{path}: {value.GetRawText()} is none of {choices.GetRawText()}");
        if (schema.TryGetProperty("type", out JsonElement type) && !HasType(type.GetString()!, value))
        {
            problems.Add($"{path}: {value.ValueKind} is not {type.GetString()}");
            return;
        }
        if (schema.TryGetProperty("minimum", out JsonElement minimum) && value.GetDouble() < minimum.GetDouble())
            problems.Add($"{path}: {value.GetRawText()} is less than {minimum.GetRawText()}");
        if (schema.TryGetProperty("maximum", out JsonElement maximum) && value.GetDouble() > maximum.GetDouble())
            problems.Add($"{path}: {value.GetRawText()} is more than {maximum.GetRawText()}");
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out JsonElement items))
        {
            int index = 0;
            foreach (JsonElement item in value.EnumerateArray())
                Validate(items, item, $"{path}[{index++}]", problems);
        }
        if (value.ValueKind == JsonValueKind.Object)
            ValidateMembers(schema, value, path, problems);
    }

    private void ValidateMembers(JsonElement schema, JsonElement value, string path, List<string> problems)
    {
        if (schema.TryGetProperty("required", out JsonElement required))
        {
            foreach (JsonElement name in required.EnumerateArray())
            {
                if (!value.TryGetProperty(name.GetString()!, out _))
                    problems.Add($"{path}: no {name.GetString()}");
            }
        }
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out JsonElement properties) && properties.TryGetProperty(member.Name, out JsonElement known))
                Validate(known, member.Value, $"{path}.{member.Name}", problems);
            else if (schema.TryGetProperty("additionalProperties", out JsonElement others) && others.ValueKind == JsonValueKind.Object)
                Validate(others, member.Value, $"{path}.{member.Name}", problems);
            else
                problems.Add($"{path}: {member.Name} is not in the schema");
        }
    }

    private static bool Contains(JsonElement choices, JsonElement value)
    {
        foreach (JsonElement choice in choices.EnumerateArray())
        {
            if (choice.GetRawText() == value.GetRawText())
                return true;
        }
        return false;
    }

    private static bool HasType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => throw new ArgumentException("the schema has a type that this does not know: " + type, nameof(type)),
    };
}
