using System.Collections.Generic;
using Orus.Front.Typed;

namespace Orus.Optimizer.Lowering;

/// <summary>
/// What the closures of one nested function or function expression hold. All instances of a nested function share one layout, so that the closure made for one of them
/// serves as the environment of the others.
/// </summary>
internal sealed class ClosureLayout(ClosureLayout? parent)
{
    private readonly Dictionary<LocalVariable, int> _indices = [];

    /// <summary>The layout of the function around; null directly in the outermost function.</summary>
    public ClosureLayout? Parent { get; } = parent;

    /// <summary>Captured variables: slots from 0.</summary>
    public List<LocalVariable> Variables { get; } = [];

    /// <summary>Nested functions whose closures the body needs to call them: the slots after <see cref="Variables"/>.</summary>
    public List<ClosureLayout> Environments { get; } = [];

    /// <summary>Nested functions that the body, or functions nested in it, call.</summary>
    internal List<TypedFunction> Callees { get; } = [];

    public bool IsEmpty => Variables.Count + Environments.Count == 0;

    public bool TryGetSlot(LocalVariable variable, out int slot) => _indices.TryGetValue(variable, out slot);

    public int SlotOf(ClosureLayout environment) => Variables.Count + Environments.IndexOf(environment);

    internal void Capture(LocalVariable variable)
    {
        if (_indices.TryAdd(variable, Variables.Count))
            Variables.Add(variable);
    }

    internal bool IsInside(ClosureLayout other)
    {
        for (ClosureLayout? layout = Parent; layout is not null; layout = layout.Parent)
        {
            if (layout == other)
                return true;
        }
        return false;
    }
}

/// <summary>The layouts of all closures in one outermost function, found in one walk over its body.</summary>
internal sealed class ClosureTable
{
    private readonly Dictionary<TypedFunction, ClosureLayout> _layouts = [];
    private readonly HashSet<LocalVariable> _functionVariables = [];

    public ClosureTable(TypedFunction root) => Add(root);

    /// <summary>The layout of a nested function or function expression.</summary>
    public ClosureLayout LayoutOf(TypedFunction function)
    {
        // Function expressions in the default values of struct fields stand in no body.
        if (!_layouts.ContainsKey(function))
            Add(function);
        return _layouts[function];
    }

    /// <summary>Whether a variable holds the value of a nested function: its closure may refer to itself, so a captured one is never copied.</summary>
    public bool IsFunctionVariable(LocalVariable variable) => _functionVariables.Contains(variable);

    private void Add(TypedFunction root)
    {
        var walker = new Walker(this);
        if (root.Parent is null && root.Symbol.Role != FunctionRole.Anonymous)
            walker.WalkBody(root.Body);
        else
            walker.AddClosure(root);
        // A function can only call what is declared before it or around it, so those layouts are complete when it is its turn.
        foreach (ClosureLayout layout in walker.Found)
        {
            foreach (TypedFunction callee in layout.Callees)
            {
                ClosureLayout environment = _layouts[callee];
                if (environment != layout && !environment.IsInside(layout) && !environment.IsEmpty && !layout.Environments.Contains(environment))
                    layout.Environments.Add(environment);
            }
        }
    }

    private sealed class Walker(ClosureTable table) : TypedTreeWalker
    {
        private ClosureLayout? _current;

        /// <summary>Outer before inner, earlier before later.</summary>
        public List<ClosureLayout> Found { get; } = [];

        public void WalkBody(List<TypedStatement> body) => Visit(body);

        public void AddClosure(TypedFunction function) => AddLayout([function]);

        protected override void Visit(TypedExpression expression)
        {
            if (expression is TypedClosure closure)
                AddClosure(closure.Function);
            else if (expression is TypedCall { Function.Symbol.Role: FunctionRole.Nested } call)
                _current?.Callees.Add(call.Function);
            base.Visit(expression);
        }

        protected override void Visit(TypedStatement statement)
        {
            if (statement is TypedNestedFunction nested)
            {
                if (nested.Variable is { } variable)
                    table._functionVariables.Add(variable);
                AddLayout(FunctionLowering.InstancesOf(nested));
            }
            base.Visit(statement);
        }

        private void AddLayout(List<TypedFunction> instances)
        {
            var layout = new ClosureLayout(_current);
            Found.Add(layout);
            foreach (TypedFunction instance in instances)
            {
                table._layouts[instance] = layout;
                foreach (LocalVariable variable in instance.Captures)
                    layout.Capture(variable);
            }
            _current = layout;
            foreach (TypedFunction instance in instances)
                Visit(instance.Body);
            _current = layout.Parent;
            _current?.Callees.AddRange(layout.Callees);
        }
    }
}
