using System;
using System.Globalization;
using System.IO;
using System.Text;
using Orus.Front.Lexing;
using Orus.Front.Source;

namespace Orus.Front.Syntax;

/// <summary>
/// Writes tokens and trees as deterministic text for <c>--dump</c> and tests: statements one per line, indented by nesting, expressions as
/// fully bracketed prefix terms.
/// </summary>
internal sealed class SyntaxPrinter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>One token per line: <c>line:column kind text</c>.</summary>
    public static void WriteTokens(SourceText source, ReadOnlySpan<Token> tokens, TextWriter output)
    {
        foreach (Token token in tokens)
        {
            (int line, int column) = source.LineAndColumn(token.Start);
            string text = Encoding.UTF8.GetString(source.Bytes.AsSpan(token.Start, token.Length));
            output.Write(text.Length > 0 ? $"{line}:{column} {token.Kind} {text}\n" : $"{line}:{column} {token.Kind}\n");
            if (token.Kind == TokenKind.EndOfFile)
                return;
        }
    }

    public static string Print(ModuleSyntax module)
    {
        SyntaxPrinter printer = new() { _indent = -1 };
        printer.Statements(module.Statements);
        return printer._text.ToString();
    }

    public static string Print(Expression expression)
    {
        SyntaxPrinter printer = new();
        printer.Write(expression);
        return printer._text.ToString();
    }

    private SyntaxPrinter Add(string text)
    {
        _text.Append(text);
        return this;
    }

    private void NewLine()
    {
        _text.Append('\n').Append(' ', _indent * 2);
    }

    private void Body(string header, Block block)
    {
        NewLine();
        Add(header);
        Statements(block.Statements);
    }

    private void Statements(Statement[] statements)
    {
        _indent++;
        foreach (Statement statement in statements)
        {
            if (_text.Length > 0)
                NewLine();
            Write(statement);
        }
        _indent--;
    }

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case UseStatement use:
                Write(use);
                break;
            case StructStatement definition:
                Add(Public(definition.IsPublic) + "struct " + definition.Name.Text);
                Fields(definition);
                break;
            case EnumStatement definition:
                Add(Public(definition.IsPublic) + "enum " + definition.Name.Text);
                Names("[", definition.TypeParameters, "]");
                Variants(definition);
                break;
            case ImplStatement definition:
                Add(Public(definition.IsPublic) + "impl " + definition.TypeName.Text);
                Statements(definition.Methods);
                break;
            case FunctionStatement function:
                Add(Public(function.IsPublic));
                Write(function.Function);
                break;
            case DeclarationStatement declaration:
                Write(declaration);
                break;
            case AssignmentStatement assignment:
                Add(Public(assignment.IsPublic) + "(=");
                Terms(assignment.Targets);
                Add(" ").Write(assignment.Value);
                Add(")");
                break;
            case CompoundAssignmentStatement assignment:
                Add($"({Spelling(assignment.Operator)}= ").Write(assignment.Target);
                Add(" ").Write(assignment.Value);
                Add(")");
                break;
            case DestructuringStatement destructuring:
                Add("(destructure");
                Names(" ", destructuring.Names, " = ");
                Write(destructuring.Value);
                Add(")");
                break;
            case PrintStatement print:
                Add("(print");
                Terms(print.Arguments);
                Add(")");
                break;
            case PassStatement:
                Add("(pass)");
                break;
            case ReturnStatement statementReturn:
                Add("(return");
                Terms(statementReturn.Values);
                Add(")");
                break;
            case BreakStatement statementBreak:
                Add(statementBreak.Label is { } breakLabel ? $"(break '{breakLabel.Text})" : "(break)");
                break;
            case ContinueStatement statementContinue:
                Add(statementContinue.Label is { } continueLabel ? $"(continue '{continueLabel.Text})" : "(continue)");
                break;
            case ExpressionStatement expression:
                Write(expression.Value);
                break;
            case IfStatement statementIf:
                Write(statementIf);
                break;
            case WhileStatement loop:
                Add(Label(loop.Label) + "while ").Write(loop.Condition);
                Statements(loop.Body.Statements);
                break;
            case ForRangeStatement loop:
                Write(loop);
                break;
            case ForEachStatement loop:
                Add($"{Label(loop.Label)}for {loop.Variable.Text} in ").Write(loop.Iterable);
                Statements(loop.Body.Statements);
                break;
            case TryStatement statementTry:
                Add("try");
                Statements(statementTry.Body.Statements);
                Body(statementTry.ErrorName is { } error ? "catch " + error.Text : "catch", statementTry.Handler);
                break;
            case MatchStatement match:
                Write(match.Match);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(statement), statement.Kind, null);
        }
    }

    private static string Public(bool isPublic) => isPublic ? "pub " : "";

    private static string Label(Identifier? label) => label is { } name ? $"'{name.Text}: " : "";

    private void Write(UseStatement use)
    {
        Add("use");
        Names(" ", use.Path, "", separator: ".");
        if (use.Alias is { } alias)
            Add(" as " + alias.Text);
        Add(use.IsWildcard ? ": *" : use.Names.Length > 0 ? ": " : "");
        for (int i = 0; i < use.Names.Length; i++)
        {
            ImportedName name = use.Names[i];
            Add((i > 0 ? ", " : "") + name.Name.Text + (name.Alias is { } local ? " as " + local.Text : ""));
        }
    }

    private void Fields(StructStatement definition)
    {
        _indent++;
        foreach (FieldSyntax field in definition.Fields)
        {
            NewLine();
            Add(field.Name.Text + ": ").Write(field.Type);
            if (field.Default is not null)
                Add(" = ").Write(field.Default);
        }
        _indent--;
    }

    private void Variants(EnumStatement definition)
    {
        _indent++;
        foreach (VariantSyntax variant in definition.Variants)
        {
            NewLine();
            Add(variant.Name.Text);
            for (int i = 0; i < variant.Payloads.Length; i++)
            {
                PayloadSyntax payload = variant.Payloads[i];
                Add((i == 0 ? "(" : ", ") + (payload.Name is { } name ? name.Text + ": " : "")).Write(payload.Type);
            }
            if (variant.Payloads.Length > 0)
                Add(")");
        }
        _indent--;
    }

    private void Write(DeclarationStatement declaration)
    {
        Add(Public(declaration.IsPublic) + declaration.Form switch
        {
            DeclarationForm.Mutable => "(mut ",
            DeclarationForm.Constant => "(const ",
            _ => "(typed ",
        } + declaration.Name.Text);
        if (declaration.Type is not null)
            Add(": ").Write(declaration.Type);
        Add(" ").Write(declaration.Value);
        Add(")");
    }

    private void Write(IfStatement statement)
    {
        for (int i = 0; i < statement.Branches.Length; i++)
        {
            if (i > 0)
                NewLine();
            Add(i > 0 ? "elif " : "if ").Write(statement.Branches[i].Condition);
            Statements(statement.Branches[i].Body.Statements);
        }
        if (statement.Else is not null)
            Body("else", statement.Else);
    }

    private void Write(ForRangeStatement loop)
    {
        Add($"{Label(loop.Label)}for {loop.Variable.Text} in ").Write(loop.Start);
        Add(loop.IsInclusive ? "..=" : "..").Write(loop.End);
        if (loop.Step is not null)
            Add("..").Write(loop.Step);
        Statements(loop.Body.Statements);
    }

    private void Write(MatchSyntax match)
    {
        Add("match ").Write(match.Scrutinee);
        _indent++;
        foreach (MatchArm arm in match.Arms)
        {
            NewLine();
            Write(arm.Pattern);
            Add(" ->");
            Statements(arm.Body.Statements);
        }
        _indent--;
    }

    private void Write(Pattern pattern)
    {
        switch (pattern)
        {
            case WildcardPattern:
                Add("_");
                break;
            case LiteralPattern literal:
                Write(literal.Value);
                break;
            case ConstantPattern constant:
                Add(constant.Name.Text);
                break;
            case VariantPattern variant:
                Add((variant.Module is { } module ? module.Text + "." : "") + variant.EnumName.Text + "." + variant.Variant.Text);
                if (variant.HasList)
                    Add("(").Names("", variant.Bindings, ")");
                break;
        }
    }

    private void Write(FunctionSyntax function)
    {
        Add(function.Name is { } name ? $"fn {name.Text}(" : "fn(");
        for (int i = 0; i < function.Parameters.Length; i++)
        {
            ParameterSyntax parameter = function.Parameters[i];
            Add((i > 0 ? ", " : "") + parameter.Name.Text);
            if (parameter.Type is not null)
                Add(": ").Write(parameter.Type);
        }
        Add(")");
        if (function.ReturnType is not null)
            Add(" -> ").Write(function.ReturnType);
        Statements(function.Body.Statements);
    }

    private void Write(TypeSyntax type)
    {
        switch (type)
        {
            case NamedTypeSyntax named:
                Add((named.Module is { } module ? module.Text + "." : "") + named.Name.Text);
                if (named.Arguments.Length > 0)
                    Types("[", named.Arguments, "]");
                break;
            case ArrayTypeSyntax array:
                Add("[").Write(array.Element);
                if (array.Length is not null)
                    Add(", ").Write(array.Length);
                Add("]");
                break;
            case FunctionTypeSyntax function:
                Types("fn(", function.Parameters, ")");
                if (function.ReturnType is not null)
                    Add(" -> ").Write(function.ReturnType);
                break;
        }
    }

    private void Types(string open, TypeSyntax[] types, string close)
    {
        Add(open);
        for (int i = 0; i < types.Length; i++)
            Add(i > 0 ? ", " : "").Write(types[i]);
        Add(close);
    }

    private void Names(string open, Identifier[] names, string close, string separator = ", ")
    {
        for (int i = 0; i < names.Length; i++)
            Add((i > 0 ? separator : open) + names[i].Text);
        if (names.Length > 0 || open.Length == 0)
            Add(close);
    }

    private void Terms(Expression[] expressions)
    {
        foreach (Expression expression in expressions)
            Add(" ").Write(expression);
    }

    private void Write(Expression expression)
    {
        switch (expression)
        {
            case IntegerLiteral literal:
                Write(literal);
                break;
            case FloatLiteral literal:
                Add(literal.Value.ToString("R", CultureInfo.InvariantCulture) + (literal.HasSuffix ? "f64" : "f"));
                break;
            case StringLiteral literal:
                Write(literal.Value);
                break;
            case BoolLiteral literal:
                Add(literal.Value ? "true" : "false");
                break;
            case NameExpression name:
                Add(name.Name);
                break;
            case ParenthesizedExpression parenthesized:
                Term("paren", parenthesized.Inner);
                break;
            case UnaryExpression unary:
                Term(unary.Operator == UnaryOperator.Not ? "not" : "-", unary.Operand);
                break;
            case BinaryExpression binary:
                Write(binary);
                break;
            case ComparisonExpression comparison:
                Add("(compare ").Write(comparison.Operands[0]);
                for (int i = 0; i < comparison.Links.Length; i++)
                    Add($" {Spelling(comparison.Links[i].Operator)} ").Write(comparison.Operands[i + 1]);
                Add(")");
                break;
            case CastExpression cast:
                Add("(as ").Write(cast.Operand);
                Add($" {cast.Target.Text})");
                break;
            case InlineIfExpression inlineIf:
                Term("if", inlineIf.Condition, inlineIf.Then, inlineIf.Else);
                break;
            case CallExpression call:
                Add("(call ").Write(call.Callee);
                Terms(call.Arguments);
                Add(")");
                break;
            case IndexExpression index:
                Term("index", index.Receiver, index.Index);
                break;
            case SliceExpression slice:
                Write(slice);
                break;
            case MemberExpression member:
                Add("(. ").Write(member.Receiver);
                Add($" {member.Name.Text})");
                break;
            case StructLiteralExpression literal:
                Write(literal);
                break;
            case ArrayLiteralExpression array:
                Add(array.MayBeFill ? "(fill?" : "(array");
                Terms(array.Elements);
                Add(")");
                break;
            case FunctionExpression function:
                Write(function.Function);
                break;
            case MatchExpression match:
                Write(match.Match);
                break;
            case BlockExpression block:
                Add("block");
                Statements(block.Body.Statements);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(expression), expression.Kind, null);
        }
    }

    private void Term(string head, params ReadOnlySpan<Expression> operands)
    {
        Add("(" + head);
        foreach (Expression operand in operands)
            Add(" ").Write(operand);
        Add(")");
    }

    private void Write(IntegerLiteral literal)
    {
        string value = literal.ExceedsU64 ? literal.FloatValue.ToString("R", CultureInfo.InvariantCulture)
            : (literal.IsNegative ? "-" : "") + literal.Value.ToString(CultureInfo.InvariantCulture);
        Add(value + (literal.Base == NumberBase.Decimal ? "" : "h") + literal.Suffix switch
        {
            IntegerSuffix.I32 => "i32",
            IntegerSuffix.I64 => "i64",
            IntegerSuffix.U32 => "u32",
            IntegerSuffix.U64 => "u64",
            _ => "",
        });
    }

    private void Write(byte[] text)
    {
        _text.Append('"');
        foreach (byte b in text)
        {
            if (b is (byte)'"' or (byte)'\\')
                _text.Append('\\').Append((char)b);
            else if (b is >= 0x20 and < 0x7F)
                _text.Append((char)b);
            else
                _text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
        }
        _text.Append('"');
    }

    /// <summary>Chains lean left and may be long, so the left spine is walked in a loop.</summary>
    private void Write(BinaryExpression binary)
    {
        System.Collections.Generic.Stack<BinaryExpression> spine = new();
        Expression left = binary;
        for (; left is BinaryExpression inner; left = inner.Left)
        {
            spine.Push(inner);
            Add($"({Spelling(inner.Operator)} ");
        }
        Write(left);
        foreach (BinaryExpression link in spine)
        {
            Add(" ").Write(link.Right);
            Add(")");
        }
    }

    private void Write(SliceExpression slice)
    {
        Add("(slice ").Write(slice.Receiver);
        Add(" ");
        if (slice.Start is not null)
            Write(slice.Start);
        Add("..");
        if (slice.End is not null)
            Write(slice.End);
        Add(")");
    }

    private void Write(StructLiteralExpression literal)
    {
        Add("(new " + (literal.Module is { } module ? module.Text + "." : "") + literal.Name.Text);
        foreach (FieldInitializer field in literal.Fields)
            Add($" {field.Name.Text}: ").Write(field.Value);
        Add(")");
    }

    private static string Spelling(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Matches => "matches",
        BinaryOperator.And => "and",
        _ => "or",
    };

    private static string Spelling(ComparisonOperator @operator) => @operator switch
    {
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        _ => ">=",
    };
}
