using System;
using System.Collections.Generic;
using Orus.Front.Modules;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>What a name stands for.</summary>
internal abstract class Symbol(string name, SourceSpan span)
{
    public readonly string Name = name;

    /// <summary>Where it is declared; none for builtins.</summary>
    public readonly SourceSpan Span = span;
}

internal sealed class BuiltinSymbol(string name, BuiltinFunction function) : Symbol(name, SourceSpan.None)
{
    public readonly BuiltinFunction Function = function;
}

/// <summary>A module bound as a name by <c>use</c>.</summary>
internal sealed class NamespaceSymbol(string name, SourceSpan span, Module module) : Symbol(name, span)
{
    public readonly Module Module = module;
}

internal enum VariableKind : byte
{
    /// <summary><c>mut x = e</c></summary>
    Mutable,

    /// <summary><c>x: T = e</c></summary>
    Typed,

    /// <summary><c>X := e</c></summary>
    Constant,

    /// <summary><c>x = e</c></summary>
    Plain,
    Parameter,
    Self,
    Loop,
    Catch,
    Payload,
}

internal sealed class VariableSymbol(string name, SourceSpan span, VariableKind kind, FunctionEntry owner, TypeSyntax? annotation) : Symbol(name, span)
{
    public readonly VariableKind Kind = kind;

    /// <summary>The function, or module body, that declares it.</summary>
    public readonly FunctionEntry Owner = owner;
    public readonly TypeSyntax? Annotation = annotation;

    /// <summary>Set for variables of a module.</summary>
    public GlobalVariable? Global;

    /// <summary>Slot among the locals of <see cref="Owner"/>; for globals unused.</summary>
    public int Index;

    /// <summary>The statement (and among several names of one statement the node) that declares it.</summary>
    public Statement? Statement;
    public bool IsAutoMutable;
    public bool IsPublic;
    public bool IsCaptured;
    public bool IsReassigned;

    /// <summary>Declared inside an <c>if</c> branch for the scope around it (section 5.3).</summary>
    public bool IsBranchDeclared;

    /// <summary>Some read may come before every assignment.</summary>
    public bool MayBeReadUnassigned;

    /// <summary>Flow state of name resolution: assigned on every path to the current point.</summary>
    public bool IsAssigned = true;

    /// <summary>Flow state of name resolution: in how many branches of the innermost open split it became assigned.</summary>
    public int AssignedBranches;

    /// <summary>Module variables: the source offset from which on the variable certainly is assigned.</summary>
    public int AssignedFrom = int.MaxValue;

    /// <summary>Checking state of a module variable in the current round.</summary>
    public GlobalGoal? Goal;

    /// <summary>Noted as <c>any</c> in an earlier round (module variables; those of functions are noted per instance).</summary>
    public bool IsNotedAny;

    public bool IsMutable => Kind is VariableKind.Mutable or VariableKind.Loop || (Kind == VariableKind.Plain && IsAutoMutable);

    /// <summary>Whether its type is the one common to all assignments rather than a given one.</summary>
    public bool MayFlip => Annotation is null && IsMutable;
}

/// <summary>A struct or enum.</summary>
internal sealed class TypeSymbol(string name, SourceSpan span, Module? module) : Symbol(name, span)
{
    /// <summary>Null for the builtin <c>Result</c>.</summary>
    public readonly Module? Module = module;
    public StructType? Struct;
    public StructStatement? StructSyntax;
    public EnumDefinition? Enum;
    public EnumStatement? EnumSyntax;
    public bool IsPublic;

    /// <summary>The enum with <c>any</c> for its type parameters.</summary>
    public EnumType? BareEnum;
    public readonly Dictionary<string, FunctionEntry> Methods = new(StringComparer.Ordinal);

    /// <summary>
    /// For the analysis of initialisation: what making an instance may run, at once (defaults of fields) or later through <c>any</c> (methods).
    /// </summary>
    public FunctionEntry? ConstructionEntry;

    public EnumVariant? Variant(string variant)
    {
        foreach (EnumVariant candidate in Enum!.Variants)
        {
            if (candidate.Name == variant)
                return candidate;
        }
        return null;
    }
}

/// <summary>A function as declared: module function, method, nested function, function expression or module body.</summary>
internal sealed class FunctionEntry(FunctionSymbol typedSymbol, FunctionSyntax? syntax, Module module, FunctionEntry? parent)
    : Symbol(typedSymbol.Name, typedSymbol.NameSpan)
{
    public readonly FunctionSymbol TypedSymbol = typedSymbol;

    /// <summary>Null for module bodies.</summary>
    public readonly FunctionSyntax? Syntax = syntax;
    public readonly Module Module = module;

    /// <summary>The function or module body in which it is written; null for module functions, methods and module bodies.</summary>
    public readonly FunctionEntry? Parent = parent;

    /// <summary>Set for methods.</summary>
    public TypeSymbol? MethodOf;
    public bool IsPublic;
    public VariableSymbol[] Parameters = [];
    public int LocalCount;

    /// <summary>Variables of enclosing functions used here or in functions nested here, in order of first use.</summary>
    public readonly List<VariableSymbol> Captures = [];

    /// <summary>Functions nested here that refer to this one while it is being resolved.</summary>
    public List<FunctionEntry>? InnerReferences;

    /// <summary>Holds the closure of a nested function that is used as a value.</summary>
    public VariableSymbol? ValueVariable;
    public bool HasUntypedParameters;

    /// <summary>Name resolution has finished with the body.</summary>
    public bool IsResolved;

    /// <summary>Initialisation analysis: what the body refers to, and from which source offset of its module on it may run.</summary>
    public readonly List<FunctionEntry> References = [];
    public readonly List<VariableSymbol> GlobalReads = [];
    public int ReachedFrom = int.MaxValue;

    /// <summary>Instances of functions that are not nested.</summary>
    public readonly InstanceList Instances = new();

    /// <summary>The last round in which something called the function or used it as a value.</summary>
    public int UsedInRound;

    public bool IsInstanceMethod => MethodOf is not null && Parameters.Length > 0 && Parameters[0].Kind == VariableKind.Self;

    public bool IsModuleBody => Syntax is null;
}
