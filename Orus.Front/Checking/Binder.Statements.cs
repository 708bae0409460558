using System;
using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Syntax;
using Orus.Front.Typed;

namespace Orus.Front.Checking;

/// <summary>
/// Statements. The methods return whether the end of what they resolve may be reached, as far as the syntax tells; the flow of assignments needs it.
/// </summary>
internal sealed partial class Binder
{
    /// <summary>Branch-declared variables in the order in which the current path assigned them.</summary>
    private readonly List<VariableSymbol> _assigned = [];

    /// <summary>Paths through the current function that split here: open branches and loops.</summary>
    private int _splitDepth;

    private bool BindStatements(Statement[] statements)
    {
        bool completes = true;
        foreach (Statement statement in statements)
            completes &= BindStatement(statement);
        return completes;
    }

    private bool BindBlock(Block block, bool isBranch = false)
    {
        _scopes.Push(isBranch);
        bool completes = BindStatements(block.Statements);
        if (_scopes.Current.BranchVariables.Count > 0)
            block.BranchVariables = [.. _scopes.Current.BranchVariables];
        _scopes.Pop();
        return completes;
    }

    private bool BindStatement(Statement statement)
    {
        if (_splitDepth == 0)
            _statementEnd = statement.Span.End;
        switch (statement)
        {
            case ExpressionStatement { Value: var value }:
                BindExpression(value);
                return true;
            case AssignmentStatement assignment:
                BindAssignment(assignment);
                return true;
            case CompoundAssignmentStatement compound:
                BindCompound(compound);
                return true;
            case DeclarationStatement declaration:
                BindDeclaration(declaration);
                return true;
            case DestructuringStatement destructuring:
                BindDestructuring(destructuring);
                return true;
            case PrintStatement print:
                BindAll(print.Arguments);
                return true;
            case ReturnStatement result:
                BindAll(result.Values);
                if (_function.IsModuleBody)
                    _module.EarliestReturn = Math.Min(_module.EarliestReturn, result.Span.Start);
                return false;
            case BreakStatement or ContinueStatement:
                return false;
            case IfStatement branches:
                return BindIf(branches);
            case WhileStatement loop:
                BindExpression(loop.Condition);
                BindLoopBody(loop.Body);
                return true;
            case ForRangeStatement loop:
                BindExpression(loop.Start);
                BindExpression(loop.End);
                if (loop.Step is { } step)
                    BindExpression(step);
                loop.Symbol = BindLoop(loop.Variable, loop.Body);
                return true;
            case ForEachStatement loop:
                BindExpression(loop.Iterable);
                loop.Symbol = BindLoop(loop.Variable, loop.Body);
                return true;
            case TryStatement attempt:
                return BindTry(attempt);
            case MatchStatement match:
                return BindMatch(match.Match);
            case FunctionStatement function:
                BindFunctionStatement(function);
                return true;
            case StructStatement structSyntax:
                BindDefaults(structSyntax);
                return true;
            case ImplStatement impl:
                foreach (FunctionStatement method in impl.Methods)
                    BindFunction(method.Function.Entry!);
                return true;
            default:
                return true;
        }
    }

    private void BindFunctionStatement(FunctionStatement statement)
    {
        if (statement.Function.Entry is { } declared)
        {
            BindFunction(declared);
            return;
        }
        FunctionEntry entry = MakeEntry(statement.Function, FunctionRole.Nested, _function);
        Declare(entry);
        BindFunction(entry);
    }

    private void BindDefaults(StructStatement syntax)
    {
        FunctionEntry? outer = _analysed;
        _analysed = (_scopes.Find(syntax.Name.Text) as TypeSymbol)?.ConstructionEntry;
        foreach (FieldSyntax field in syntax.Fields)
        {
            if (field.Default is { } value)
                BindExpression(value);
        }
        _analysed = outer;
    }

    // ---- Declarations and assignments ---------------------------------------------------------------------------------

    private void BindDeclaration(DeclarationStatement statement)
    {
        BindExpression(statement.Value);
        if (statement.Symbol is null)
        {
            if (statement.Type is { } type)
                ResolveType(type);
            VariableKind kind = statement.Form switch
            {
                DeclarationForm.Mutable => VariableKind.Mutable,
                DeclarationForm.Typed => VariableKind.Typed,
                _ => VariableKind.Constant,
            };
            statement.Symbol = DeclareVariable(_scopes.Current, statement.Name, kind, statement.Type, statement, statement.IsPublic);
        }
        statement.Symbol.AssignedFrom = statement.Span.End;
    }

    private void BindAssignment(AssignmentStatement statement)
    {
        foreach (Expression target in statement.Targets)
        {
            if (target is not NameExpression)
                BindTarget(target);
        }
        BindExpression(statement.Value);
        foreach (Expression target in statement.Targets)
        {
            if (target is NameExpression name)
                name.Symbol = AssignOrDeclare(name.Identifier, statement, statement.IsPublic);
        }
    }

    /// <summary>A container and index, or a variable of a module.</summary>
    private void BindTarget(Expression target)
    {
        BindExpression(target);
        if (target is MemberExpression { Symbol: { } symbol } member && !Assign(symbol, member.Name))
            member.Symbol = null;
    }

    private void BindDestructuring(DestructuringStatement statement)
    {
        BindExpression(statement.Value);
        statement.Symbols = new Symbol?[statement.Names.Length];
        for (int i = 0; i < statement.Names.Length; i++)
            statement.Symbols[i] = AssignOrDeclare(statement.Names[i], statement, isPublic: false);
    }

    /// <summary><c>x = e</c>: an assignment if <c>x</c> is visible, else a declaration.</summary>
    private VariableSymbol? AssignOrDeclare(Identifier name, Statement statement, bool isPublic)
    {
        Symbol? symbol = _scopes.Find(name.Text, out int depth) ?? _starNames.GetValueOrDefault(name.Text);
        bool isReplaced = depth >= 0 && depth < ModuleDepth && _function.IsModuleBody && symbol is not VariableSymbol { Kind: VariableKind.Mutable };
        if (symbol is AmbiguousSymbol)
        {
            Use(symbol, name, isCallee: false);
            return null;
        }
        if (symbol is not null and not TypeSymbol && !isReplaced)
        {
            return Assign(symbol, name) ? symbol as VariableSymbol : null;
        }
        Scope owner = _scopes.PlainOwner;
        VariableSymbol variable = DeclareVariable(owner, name, VariableKind.Plain, null, statement, isPublic);
        if (owner == _scopes.Current)
        {
            variable.AssignedFrom = statement.Span.End;
            return variable;
        }
        variable.IsBranchDeclared = true;
        variable.IsReassigned = true;
        variable.IsAssigned = false;
        if (variable.Global is null)
            owner.BranchVariables.Add(variable);
        MarkAssigned(variable);
        return variable;
    }

    private void BindCompound(CompoundAssignmentStatement statement)
    {
        if (statement.Target is NameExpression name)
        {
            name.Symbol = Resolve(name.Identifier);
            BindExpression(statement.Value);
            if (name.Symbol is not null && !Assign(name.Symbol, name.Identifier))
                name.Symbol = null;
            return;
        }
        BindTarget(statement.Target);
        BindExpression(statement.Value);
    }

    // ---- Flow ---------------------------------------------------------------------------------------------------------

    private bool BindIf(IfStatement statement)
    {
        _mutableDepth++;
        FlowSplit split = new(this);
        foreach (IfBranch branch in statement.Branches)
        {
            BindExpression(branch.Condition);
            split.Begin();
            split.End(BindBlock(branch.Body, isBranch: true));
        }
        split.Begin();
        split.End(statement.Else is null || BindBlock(statement.Else, isBranch: true));
        _mutableDepth--;
        return split.Join();
    }

    private VariableSymbol BindLoop(Identifier variable, Block body)
    {
        _scopes.Push();
        VariableSymbol symbol = DeclareLocal(variable, VariableKind.Loop);
        BindLoopBody(body);
        _scopes.Pop();
        return symbol;
    }

    private void BindLoopBody(Block body)
    {
        _mutableDepth++;
        int split = OpenSplit();
        BindBlock(body);
        DiscardSplit(split);
        _mutableDepth--;
    }

    private bool BindTry(TryStatement statement)
    {
        FlowSplit split = new(this);
        split.Begin();
        split.End(BindBlock(statement.Body));
        split.Begin();
        _scopes.Push();
        if (statement.ErrorName is { } name)
            statement.Symbol = DeclareLocal(name, VariableKind.Catch);
        split.End(BindBlock(statement.Handler));
        _scopes.Pop();
        return split.Join();
    }

    private bool BindMatch(MatchSyntax match)
    {
        BindExpression(match.Scrutinee);
        FlowSplit split = new(this);
        bool hasWildcard = false;
        foreach (MatchArm arm in match.Arms)
        {
            split.Begin();
            _scopes.Push();
            BindPattern(arm.Pattern);
            hasWildcard |= arm.Pattern.Kind == PatternKind.Wildcard;
            split.End(BindBlock(arm.Body));
            _scopes.Pop();
        }
        if (!hasWildcard)
        {
            split.Begin();
            split.End(completes: true);
        }
        return split.Join();
    }

    private void BindPattern(Pattern pattern)
    {
        switch (pattern)
        {
            case LiteralPattern literal:
                BindExpression(literal.Value);
                break;
            case ConstantPattern constant:
                BindConstantPattern(constant);
                break;
            case VariantPattern variant:
                variant.Enum = ResolveTypeName(variant.Module, variant.EnumName);
                variant.Symbols = new VariableSymbol?[variant.Bindings.Length];
                for (int i = 0; i < variant.Bindings.Length; i++)
                {
                    if (variant.Bindings[i].Text != "_")
                        variant.Symbols[i] = DeclareLocal(variant.Bindings[i], VariableKind.Payload);
                }
                break;
        }
    }

    private void BindConstantPattern(ConstantPattern pattern)
    {
        Symbol? symbol = Find(pattern.Name.Text);
        if (symbol is VariableSymbol { Kind: VariableKind.Constant })
        {
            pattern.Symbol = Use(symbol, pattern.Name, isCallee: false);
            return;
        }
        // Who means to bind the name uses it in the arm: that is the same mistake.
        _diagnostics.AddOnce(_function, pattern.Name.Text, new Diagnostic(DiagnosticCode.UndefinedName, pattern.Span, $"the pattern `{pattern.Name.Text}` is not a constant")
        {
            Help = "a pattern that matches everything is written `_`.",
            Explanation = "A bare name in a pattern must name a constant.",
        });
    }

    /// <summary>A path that may run or not: what it assigns does not count afterwards.</summary>
    private int OpenSplit()
    {
        _splitDepth++;
        return _assigned.Count;
    }

    private void DiscardSplit(int mark)
    {
        _splitDepth--;
        for (int i = mark; i < _assigned.Count; i++)
            _assigned[i].IsAssigned = false;
        _assigned.RemoveRange(mark, _assigned.Count - mark);
    }

    private void MarkAssigned(VariableSymbol variable)
    {
        if (variable.IsAssigned)
            return;
        variable.IsAssigned = true;
        _assigned.Add(variable);
        if (_splitDepth == 0 && variable.Global is not null && variable.AssignedFrom == int.MaxValue)
            variable.AssignedFrom = _statementEnd;
    }

    /// <summary>Where the innermost statement ends that stands on every path.</summary>
    private int _statementEnd;

    /// <summary>Alternative paths: a variable is assigned afterwards if every path that reaches its end assigned it.</summary>
    private struct FlowSplit(Binder binder)
    {
        private readonly Binder _binder = binder;
        private List<VariableSymbol>? _candidates;
        private int _completing;
        private int _mark;

        public void Begin() => _mark = _binder.OpenSplit();

        public void End(bool completes)
        {
            List<VariableSymbol> assigned = _binder._assigned;
            if (completes)
            {
                _completing++;
                if (assigned.Count > _mark)
                    (_candidates ??= []).AddRange(assigned[_mark..]);
            }
            _binder.DiscardSplit(_mark);
        }

        /// <summary>Whether some path reaches its end.</summary>
        public readonly bool Join()
        {
            if (_candidates is null)
                return _completing > 0;
            foreach (VariableSymbol variable in _candidates)
            {
                if (++variable.AssignedBranches == _completing)
                    _binder.MarkAssigned(variable);
            }
            foreach (VariableSymbol variable in _candidates)
                variable.AssignedBranches = 0;
            return _completing > 0;
        }
    }
}
