namespace Orus.Interp.Errors;

/// <summary>Kinds of run-time errors, as <c>typeof</c> shows them.</summary>
internal enum ErrorKind : byte
{
    Value,
    Runtime,
    Index,
    Type,
    Conversion,
    Eof,
    Recursion,
    Name,
}

/// <summary>Run-time errors; the rows of <see cref="ErrorTable"/>.</summary>
internal enum ErrorId : byte
{
    Overflow,
    DivisionByZero,
    ArrayIndex,
    StringIndex,
    SliceStart,
    SliceEnd,
    SliceOrder,
    PopEmpty,
    RepeatCount,
    OperandMismatch,
    ExpectedType,
    Condition,
    NotCallable,
    NotIndexable,
    NotIterable,
    NoLength,
    NotNumber,
    CannotConvert,
    NoField,
    NoMethod,
    ArgumentCount,
    RangeStep,
    RangeArguments,
    OutOfMemory,
    CastNegative,
    CastRange,
    IntText,
    IntDecimalText,
    IntRange,
    IntNotFinite,
    FloatText,
    InputEnd,
    NotSortable,
    AssertFailed,
    StackOverflow,
    Unassigned,
    MissingResult,
}

/// <summary>One run-time error.</summary>
/// <param name="Id">The error.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Code">The diagnostic code when nobody catches it.</param>
/// <param name="Message">The text, with <c>{0}</c> to <c>{2}</c> for the parts that vary. Programs and tests rely on it.</param>
/// <param name="Title">A few words for the header of the diagnostic.</param>
/// <param name="Help">The likely fix, or null.</param>
internal readonly record struct ErrorInfo(ErrorId Id, ErrorKind Kind, string Code, string Message, string Title, string? Help);

/// <summary>The one list of run-time errors.</summary>
internal static class ErrorTable
{
    private static readonly string[] KindNames =
    [
        "value error", "runtime error", "index error", "type error", "conversion error", "eof error", "recursion error", "name error",
    ];

    private static readonly ErrorInfo[] Rows =
    [
        new(ErrorId.Overflow, ErrorKind.Value, "E0004", "Integer overflow", "The result does not fit the integer type", "use a wider type such as i64, or f64"),
        new(ErrorId.DivisionByZero, ErrorKind.Runtime, "E0001", "Division by zero", "The divisor is zero", "test the divisor before dividing"),
        new(ErrorId.ArrayIndex, ErrorKind.Index, "E0002", "Array index out of bounds", "There is no element at this index", "valid indices are 0 to len(a) - 1"),
        new(ErrorId.StringIndex, ErrorKind.Index, "E0002", "String index out of bounds", "There is no byte at this index", "valid indices are 0 to len(s) - 1"),
        new(ErrorId.SliceStart, ErrorKind.Index, "E0002", "Array slice start out of bounds", "The slice starts outside the array", null),
        new(ErrorId.SliceEnd, ErrorKind.Index, "E0002", "Array slice end out of bounds", "The slice ends outside the array", "the end of a slice is inclusive and may be at most len(a)"),
        new(ErrorId.SliceOrder, ErrorKind.Index, "E0002", "Array slice end before start", "The slice ends before it starts", null),
        new(ErrorId.PopEmpty, ErrorKind.Value, "E0005", "Cannot pop from an empty array", "The array has no elements left", "test len(a) before calling pop"),
        new(ErrorId.RepeatCount, ErrorKind.Value, "E0005", "Array repetition requires a non-negative integer", "The repetition count is negative", null),
        new(ErrorId.OperandMismatch, ErrorKind.Type, "E0009", "Operands must be the same type. Use 'as' for explicit type conversion.", "These operands do not go together", null),
        new(ErrorId.ExpectedType, ErrorKind.Type, "E0009", "Expected {0}, got {1}", "This value has another type than needed here", null),
        new(ErrorId.Condition, ErrorKind.Type, "E0009", "Condition must be boolean", "This value is not a bool", "compare it with something, as in `x != 0`"),
        new(ErrorId.NotCallable, ErrorKind.Type, "E0009", "Value is not callable", "This value is not a function", null),
        new(ErrorId.NotIndexable, ErrorKind.Type, "E0009", "Value is not indexable", "This value has no elements", null),
        new(ErrorId.NotIterable, ErrorKind.Type, "E0009", "Value not iterable", "A loop cannot run over this value", "arrays and the result of range() can be iterated"),
        new(ErrorId.NoLength, ErrorKind.Type, "E0009", "Value has no length", "This value has no length", "arrays and strings have one"),
        new(ErrorId.NotNumber, ErrorKind.Type, "E0009", "Operand must be a number", "This value is not a number", null),
        new(ErrorId.CannotConvert, ErrorKind.Type, "E0009", "Cannot convert {0} to {1}", "There is no such conversion", null),
        new(ErrorId.NoField, ErrorKind.Type, "E0009", "{0} has no field '{1}'", "Unknown field", null),
        new(ErrorId.NoMethod, ErrorKind.Type, "E0009", "{0} has no method '{1}'", "Unknown method", null),
        new(ErrorId.ArgumentCount, ErrorKind.Type, "E0009", "Expected {0} arguments, got {1}", "Wrong number of arguments", null),
        new(ErrorId.RangeStep, ErrorKind.Value, "E0005", "Range step cannot be zero", "A range cannot advance by zero", null),
        new(ErrorId.RangeArguments, ErrorKind.Value, "E0005", "Invalid arguments provided to range()", "An argument is beyond the i64 range", null),
        new(ErrorId.OutOfMemory, ErrorKind.Value, "E0005", "Out of memory", "There is no room for this value", "strings and arrays have at most 2147483647 elements, and all values together what --max-heap allows"),
        new(ErrorId.CastNegative, ErrorKind.Value, "E0007", "Cannot convert negative {0} to {1}", "An unsigned type cannot hold this value", null),
        new(ErrorId.CastRange, ErrorKind.Value, "E0007", "{0} value out of {1} range", "The target type cannot hold this value", null),
        new(ErrorId.IntText, ErrorKind.Conversion, "E0010", "int() argument must be an integer string, got \"{0}\"", "This text is not an integer", null),
        new(ErrorId.IntDecimalText, ErrorKind.Conversion, "E0010", "int() argument must be an integer string (decimals are not allowed). Use float() to parse decimal values, got \"{0}\"", "This text is not an integer", "use float(…) and convert the result"),
        new(ErrorId.IntRange, ErrorKind.Conversion, "E0007", "int() overflow: {0} is out of range for i32", "The value does not fit an i32", null),
        new(ErrorId.IntNotFinite, ErrorKind.Conversion, "E0007", "int() overflow: value is not finite", "The value is not finite", null),
        new(ErrorId.FloatText, ErrorKind.Conversion, "E0010", "float() argument must be a number, got \"{0}\"", "This text is not a number", null),
        new(ErrorId.InputEnd, ErrorKind.Eof, "E0010", "input() reached end of file", "There is no more input", null),
        new(ErrorId.NotSortable, ErrorKind.Runtime, "E0005", "sorted() requires an array of comparable elements", "These elements have no order", "all elements must be numbers of one type, strings or bools"),
        new(ErrorId.AssertFailed, ErrorKind.Runtime, "E0005", "assert_eq failed ({0})\n  expected: {1}\n  actual:   {2}", "The assertion does not hold", null),
        new(ErrorId.StackOverflow, ErrorKind.Recursion, "E0008", "Stack overflow: recursion limit of {0} calls exceeded", "Calls are nested too deep", "check that the recursion ends; --max-recursion=N sets the limit"),
        new(ErrorId.Unassigned, ErrorKind.Name, "E0005", "Variable '{0}' was used before it was assigned", "The variable has no value yet", null),
        new(ErrorId.MissingResult, ErrorKind.Runtime, "E0005", "Function '{0}' ended without returning a value", "A value was promised here", "return a value on every path"),
    ];

    /// <summary>The row of an error.</summary>
    public static ref readonly ErrorInfo Info(ErrorId id) => ref Rows[(int)id];

    /// <summary>All rows, in enum order (a test holds that).</summary>
    public static System.ReadOnlySpan<ErrorInfo> All => Rows;

    /// <summary>The kind as <c>typeof</c> of an error begins.</summary>
    public static string NameOf(ErrorKind kind) => KindNames[(int)kind];
}
