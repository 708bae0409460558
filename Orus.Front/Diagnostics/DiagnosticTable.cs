using System;

namespace Orus.Front.Diagnostics;

/// <summary>The one list of titles; categories and printed codes follow from the number of a code.</summary>
public static class DiagnosticTable
{
    internal const int FirstWarning = 10000;

    internal readonly record struct Row(DiagnosticCode Code, string Title);

    internal static ReadOnlySpan<Row> Rows => AllRows;

    private static readonly Row[] AllRows =
    [
        new(DiagnosticCode.DivisionByZero, "Division by zero"),
        new(DiagnosticCode.IndexOutOfBounds, "Index out of bounds"),
        new(DiagnosticCode.Overflow, "Arithmetic overflow"),
        new(DiagnosticCode.InvalidOperation, "This operation cannot be carried out"),
        new(DiagnosticCode.ConversionFailed, "This value cannot be converted"),
        new(DiagnosticCode.StackOverflow, "Too many nested calls"),
        new(DiagnosticCode.DynamicType, "This value has the wrong type"),
        new(DiagnosticCode.InvalidText, "This text is not valid input"),
        new(DiagnosticCode.Stopped, "The program was stopped"),

        new(DiagnosticCode.UnexpectedToken, "I did not expect this here"),
        new(DiagnosticCode.MissingColon, "A `:` is missing"),
        new(DiagnosticCode.MissingParenthesis, "A parenthesis is missing"),
        new(DiagnosticCode.MissingBrace, "A brace is missing"),
        new(DiagnosticCode.UnexpectedEnd, "Something is missing at the end"),
        new(DiagnosticCode.InvalidSyntax, "This is not allowed here"),
        new(DiagnosticCode.Indentation, "The indentation does not fit"),
        new(DiagnosticCode.NestingTooDeep, "This is nested too deeply"),
        new(DiagnosticCode.UndefinedName, "I cannot find this name"),
        new(DiagnosticCode.AlreadyDeclared, "This name is already declared"),
        new(DiagnosticCode.InvalidName, "This name does not follow the rules"),
        new(DiagnosticCode.Immutable, "This binding cannot be changed"),
        new(DiagnosticCode.InvalidDeclaration, "This is not a declaration"),
        new(DiagnosticCode.MissingPrintComma, "A comma is missing in `print`"),
        new(DiagnosticCode.MissingBracket, "A square bracket is missing"),
        new(DiagnosticCode.BadLiteral, "This literal is not well formed"),
        new(DiagnosticCode.BreakPlacement, "There is no loop to `break`"),
        new(DiagnosticCode.ContinuePlacement, "There is no loop to `continue`"),
        new(DiagnosticCode.ConditionNotBool, "This condition is not a bool"),
        new(DiagnosticCode.BadRange, "This range does not work"),
        new(DiagnosticCode.NonExhaustiveMatch, "This `match` does not cover every case"),
        new(DiagnosticCode.DuplicateArm, "This arm can never be reached"),

        new(DiagnosticCode.TypeMismatch, "This value isn't what was expected"),
        new(DiagnosticCode.UnknownType, "I cannot find this type"),
        new(DiagnosticCode.CastNotAllowed, "This cast is not possible"),
        new(DiagnosticCode.UnsupportedOperation, "This type does not support the operation"),
        new(DiagnosticCode.ArgumentCount, "Wrong number of arguments"),
        new(DiagnosticCode.UnknownMember, "There is no such member"),
        new(DiagnosticCode.FieldSet, "The fields of this literal do not fit"),
        new(DiagnosticCode.MissingReturn, "A result is missing"),

        new(DiagnosticCode.FileUnreadable, "This file cannot be read"),
        new(DiagnosticCode.CyclicUse, "These modules use each other"),
        new(DiagnosticCode.ModuleNotFound, "I cannot find this module"),
        new(DiagnosticCode.NotExported, "The module does not export this name"),

        new(DiagnosticCode.FileUnwritable, "I cannot write this file"),

        new(DiagnosticCode.Internal, "A defect in OrusJit itself"),

        new(DiagnosticCode.FillLooksLikePair, "Is this a pair or a fill?"),
    ];

    /// <summary>The title shown unless a diagnostic brings its own.</summary>
    public static string Title(DiagnosticCode code)
    {
        foreach (Row row in AllRows)
        {
            if (row.Code == code)
                return row.Title;
        }
        throw new ArgumentOutOfRangeException(nameof(code), code, "a code without a row");
    }

    /// <summary>The category in capitals, as in the header of a diagnostic.</summary>
    public static string Category(DiagnosticCode code) => ((int)code / 1000) switch
    {
        0 => "RUNTIME PANIC",
        1 => "SYNTAX ERROR",
        2 => "TYPE MISMATCH",
        3 => "MODULE ERROR",
        4 => "FILE ERROR",
        9 => "INTERNAL ERROR",
        _ => "WARNING",
    };

    /// <summary>Whether the code is a warning: it never changes the exit code.</summary>
    public static bool IsWarning(DiagnosticCode code) => (int)code >= FirstWarning;

    /// <summary>The code as printed: <c>E2001</c>, <c>W0001</c>.</summary>
    public static string Text(DiagnosticCode code) => IsWarning(code) ? $"W{(int)code - FirstWarning:D4}" : $"E{(int)code:D4}";
}
