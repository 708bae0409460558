using Orus.Front.Lexing;

namespace Orus.Front.Diagnostics;

/// <summary>
/// What people write who come from other languages, and how Orus spells it: the one place for such hints, by where the word stands. Each method returns the text of a help line, or null for a word that nobody brings along.
/// </summary>
internal static class ForeignSpelling
{
    /// <summary>For a name that begins a statement and is followed by something that cannot follow a name.</summary>
    public static string? OfStatement(string name) => name switch
    {
        "let" or "var" or "const" or "local" or "val" or "auto" => "write `x = …`, or `mut x = …` for a variable that changes",
        "def" or "func" or "function" or "fun" or "sub" => "functions begin with `fn`",
        "elseif" or "elsif" => "did you mean `elif`?",
        "import" or "from" or "include" or "require" or "using" => "modules are imported with `use`",
        "switch" or "case" => "did you mean `match`?",
        "class" or "record" or "object" => "did you mean `struct`? Its methods stand in `impl Name:`",
        "throw" or "raise" => NoThrow,
        "foreach" => "did you mean `for`?",
        "unless" or "until" => "write `if not …` or `while not …`",
        "loop" or "repeat" => "write `while true:`",
        "del" or "delete" or "free" => "memory is freed by itself",
        _ when OfType(name) is not null || Checking.Builtins.Type(name) is not null => "the type follows the name: `x: i32 = …`",
        { Length: > 3 } => Suggest.Nearest(name, NameTable.Keywords.ToArray()) is { } keyword ? $"did you mean `{keyword}`?" : null,
        _ => null,
    };

    /// <summary>For a name inside an expression that is followed by something that cannot follow a name.</summary>
    public static string? OfOperand(string name) => name switch
    {
        "lambda" or "function" or "func" or "def" => "a function without a name is written `fn(x): …`",
        "new" => "an instance is written `Name{ field: value }`, without `new`",
        "await" or "yield" or "async" => "Orus has no coroutines",
        _ => null,
    };

    /// <summary>For a name that is read and not declared.</summary>
    public static string? OfName(string name) => name switch
    {
        "null" or "nil" or "None" or "undefined" => "Orus has no null value.",
        "True" or "TRUE" => "did you mean `true`?",
        "False" or "FALSE" => "did you mean `false`?",
        "length" or "size" or "strlen" => "the length of an array or a string is `len(…)`.",
        "println" or "Print" or "printf" or "puts" or "echo" or "console" => "did you mean `print`?",
        "append" => "did you mean `push`?",
        "sort" => "did you mean `sorted`? It returns a sorted copy.",
        "str" or "string" or "String" or "tostring" or "toString" => "convert with `… as string`.",
        "bool" or "i32" or "i64" or "u32" or "u64" or "f64" => $"convert with `… as {name}`.",
        "type" => "did you mean `typeof`?",
        "isinstance" or "instanceof" => "did you mean `istype`?",
        "readline" or "scanf" or "gets" => "did you mean `input`?",
        "self" or "this" => "only methods have an instance: give the function a first parameter `self`.",
        "throw" or "raise" or "panic" => NoThrow + ".",
        "exit" or "quit" => "`return` at the top level ends the program.",
        _ => null,
    };

    /// <summary>The builtin type that the name of a type in other languages stands for.</summary>
    public static string? OfType(string name) => name switch
    {
        "int" or "Int" or "integer" or "Integer" or "int32" or "Int32" or "i16" or "i8" or "short" => "i32",
        "long" or "Long" or "int64" or "Int64" or "isize" => "i64",
        "uint" or "UInt" or "uint32" or "byte" or "u8" or "u16" => "u32",
        "ulong" or "uint64" or "usize" => "u64",
        "float" or "Float" or "double" or "Double" or "f32" or "number" => "f64",
        "String" or "char" => "string",
        "boolean" or "Boolean" or "Bool" => "bool",
        "object" or "Object" or "var" => "any",
        _ => null,
    };

    /// <summary>For a method or field that arrays and strings do not have.</summary>
    /// <param name="name">The member.</param>
    /// <param name="isArray">On an array; otherwise on a string.</param>
    public static string OfMember(string name, bool isArray) => name switch
    {
        "len" or "length" or "size" or "count" => "use `len(…)`.",
        "push" or "append" or "add" when isArray => "use `push(array, value)`.",
        "pop" when isArray => "use `pop(array)`.",
        "sort" or "sorted" when isArray => "use `sorted(array)`; it returns a copy.",
        _ when isArray => "arrays have no methods, but `len`, `push`, `pop`, `sorted` and slices `a[s..e]`.",
        _ => "strings have no methods, but `len(s)`, `s[i]` and `+`.",
    };

    private const string NoThrow = "errors come from operations that fail, or from `assert_eq(label, actual, expected)`";
}
