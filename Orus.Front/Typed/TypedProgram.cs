using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Types;

namespace Orus.Front.Typed;

/// <summary>
/// A program that passed all checks, as lowering sees it: every expression has its type, every literal its final type, every
/// conversion to and from <c>any</c> is a node, every name is resolved, implicit results are <see cref="TypedReturn"/> nodes.
/// </summary>
public sealed class TypedProgram
{
    /// <summary>Modules in order of initialisation; the main module is the last.</summary>
    public required List<TypedModule> Modules { get; init; }

    /// <summary>Interner of the program's types; <see cref="TypeTable.Close"/> must be applied to a node's type before it is inspected.</summary>
    public required TypeTable Types { get; init; }

    /// <summary>Number of module variables over all modules: one more than the highest <see cref="GlobalVariable.Index"/>.</summary>
    public required int GlobalCount { get; init; }
}

/// <summary>One module: its body is a function without parameters that runs once.</summary>
public sealed class TypedModule
{
    /// <summary>Dotted name; <c>main</c> for the main file.</summary>
    public required string Name { get; init; }

    public required SourceText Source { get; init; }

    public required TypedFunction Body { get; init; }
}

/// <summary>A variable or constant of a module, shared by all functions.</summary>
public sealed class GlobalVariable(string name, int index)
{
    public string Name { get; } = name;

    /// <summary>Slot in the program's global store, unique over all modules.</summary>
    public int Index { get; } = index;

    public OrusType Type { get; set; } = PrimitiveType.Unknown;

    /// <summary>
    /// Reads of the variable may come before its declaration ran (through a function called early), so every read in a function, and
    /// every read at module level not dominated by an assignment, must be checked.
    /// </summary>
    public bool NeedsInitializationCheck { get; set; }

    /// <summary>Assigned after its declaration, or from a function: false lets code treat it as constant once initialised.</summary>
    public bool IsReassigned { get; set; }

    /// <summary>Read or assigned inside some function body, not only by straight module-level code.</summary>
    public bool IsUsedByFunctions { get; set; }

    /// <summary>Declared <c>pub</c>: other modules may read it, and assign it if it is <c>mut</c>.</summary>
    public bool IsExported { get; set; }

    /// <summary>The value of a known constant (section 5.3), else null: reads are replaced by it.</summary>
    public TypedExpression? KnownValue { get; set; }
}

/// <summary>A parameter, local variable, loop, catch or payload variable of one function instance.</summary>
public sealed class LocalVariable(string name, OrusType type, TypedFunction owner)
{
    public string Name { get; } = name;

    public OrusType Type { get; set; } = type;

    /// <summary>The function instance (or module body) that declares it.</summary>
    public TypedFunction Owner { get; } = owner;

    /// <summary>Used by a closure or nested function of its owner.</summary>
    public bool IsCaptured { get; set; }

    /// <summary>Assigned somewhere besides its declaration. A captured variable that never is may be captured by value.</summary>
    public bool IsReassigned { get; set; }

    /// <summary>May be read before any assignment ran (plain declarations in <c>if</c> branches and the like): reads need a check.</summary>
    public bool NeedsInitializationCheck { get; set; }
}

/// <summary>What kind of body a <see cref="TypedFunction"/> is.</summary>
public enum FunctionRole : byte
{
    ModuleBody,
    Named,
    Method,
    /// <summary>A nested <c>fn</c> declaration.</summary>
    Nested,
    /// <summary>A function expression.</summary>
    Anonymous,
}

/// <summary>
/// A declared function, nested function or function expression as written: what <c>==</c> on function values of module functions compares.
/// </summary>
public sealed class FunctionSymbol(string name, FunctionRole role, SourceSpan nameSpan)
{
    /// <summary>The name as written; empty for function expressions. For methods the bare method name.</summary>
    public string Name { get; } = name;

    public FunctionRole Role { get; } = role;

    /// <summary>The name after <c>fn</c>, or <c>fn</c> itself.</summary>
    public SourceSpan NameSpan { get; } = nameSpan;
}

/// <summary>One checked instance of a function: its parameters have these types.</summary>
public sealed class TypedFunction(FunctionSymbol symbol, SourceSpan span)
{
    public FunctionSymbol Symbol { get; } = symbol;

    /// <summary>The whole declaration.</summary>
    public SourceSpan Span { get; } = span;

    public string Name => Symbol.Name;

    public LocalVariable[] Parameters { get; set; } = [];

    /// <summary><see cref="PrimitiveType.Void"/> if it has no result.</summary>
    public OrusType Result { get; set; } = PrimitiveType.Unknown;

    public List<TypedStatement> Body { get; set; } = [];

    /// <summary>The function instance in whose body this one is written; null for module functions, methods and module bodies.</summary>
    public TypedFunction? Parent { get; set; }

    /// <summary>Variables of enclosing functions that the body (or functions nested in it) uses, in order of first use.</summary>
    public List<LocalVariable> Captures { get; } = [];

    /// <summary>
    /// The end of the body (or a bare <c>return</c>) can be reached although the function returns values elsewhere: the run-time error
    /// "Function 'f' ended without returning a value" is raised there.
    /// </summary>
    public bool MayEndWithoutResult { get; set; }

    /// <summary>Signature as a value: parameter types and result, closed.</summary>
    public FunctionType? Signature { get; set; }
}
