namespace Orus.Front.Diagnostics;

/// <summary>
/// The codes of all diagnostics. The number is the code shown to the user and its thousands are the category;
/// <see cref="DiagnosticTable"/> holds the titles. Numbers from <see cref="DiagnosticTable.FirstWarning"/> on are warnings.
/// </summary>
public enum DiagnosticCode
{
    DivisionByZero = 1,
    IndexOutOfBounds = 2,
    Overflow = 4,
    InvalidOperation = 5,
    ConversionFailed = 7,
    StackOverflow = 8,
    DynamicType = 9,
    InvalidText = 10,
    Stopped = 11,

    UnexpectedToken = 1001,
    MissingColon = 1002,
    MissingParenthesis = 1003,
    MissingBrace = 1004,
    UnexpectedEnd = 1005,
    InvalidSyntax = 1006,
    Indentation = 1008,
    NestingTooDeep = 1009,
    UndefinedName = 1010,
    AlreadyDeclared = 1011,
    InvalidName = 1013,
    Immutable = 1014,
    InvalidDeclaration = 1015,
    MissingPrintComma = 1019,
    MissingBracket = 1020,
    BadLiteral = 1021,
    BreakPlacement = 1401,
    ContinuePlacement = 1402,
    ConditionNotBool = 1403,
    BadRange = 1404,
    NonExhaustiveMatch = 1410,
    DuplicateArm = 1411,

    TypeMismatch = 2001,
    UnknownType = 2003,
    CastNotAllowed = 2005,
    UnsupportedOperation = 2007,
    ArgumentCount = 2009,
    UnknownMember = 2010,
    FieldSet = 2011,
    MissingReturn = 2012,

    FileUnreadable = 3001,
    CyclicUse = 3002,
    ModuleNotFound = 3003,
    NotExported = 3004,

    FileUnwritable = 4001,

    Internal = 9001,

    FillLooksLikePair = 10001,
}
