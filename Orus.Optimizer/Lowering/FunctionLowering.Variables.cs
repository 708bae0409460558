using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Lowering;

/// <summary>
/// Where variables live: in a register; in a cell if a closure shares it and it may change after the closure was made; in the environment of the running closure; in the
/// program's store if it is a module variable that other code can see.
/// </summary>
internal sealed partial class FunctionLowering
{
    /// <summary>The register of each local: its value, or its cell.</summary>
    private readonly Dictionary<LocalVariable, int> _registers = [];
    private readonly Dictionary<GlobalVariable, int> _globalRegisters = [];

    /// <summary>For registers that may be read unassigned: the bool that tells.</summary>
    private readonly Dictionary<int, int> _flags = [];

    /// <summary>Closures of nested functions of this function, which direct calls pass along.</summary>
    private readonly Dictionary<ClosureLayout, int> _environments = [];

    private bool IsInCell(LocalVariable variable) => variable.IsCaptured
        && (variable.IsReassigned || variable.NeedsInitializationCheck || (_closures is not null && _closures.IsFunctionVariable(variable)));

    /// <summary>A module variable that only this module body can see.</summary>
    private bool IsPrivate(GlobalVariable variable) =>
        _source.Symbol.Role == FunctionRole.ModuleBody && !_context.KeepGlobals && !variable.IsUsedByFunctions && !variable.IsExported;

    private int ReadLocal(LocalVariable variable, SourceSpan span, int target)
    {
        IrType type = RegisterType(variable.Type);
        if (_captures is not null && _captures.TryGetSlot(variable, out int slot))
        {
            if (!IsInCell(variable))
                return _builder.Emit(new Instruction(IrOp.LoadCapture, type, span) { Immediate = slot }, type, target);
            int cell = _builder.Emit(new Instruction(IrOp.LoadCapture, IrType.Ref, span) { Immediate = slot }, IrType.Ref, -1);
            return LoadCell(variable, cell, span, target);
        }
        int register = RegisterOf(variable, span);
        if (IsInCell(variable))
            return LoadCell(variable, register, span, target);
        CheckAssigned(register, variable.Name, span);
        return _builder.Copy(register, target, span);
    }

    private int LoadCell(LocalVariable variable, int cell, SourceSpan span, int target)
    {
        IrType type = RegisterType(variable.Type);
        Checks checks = variable.NeedsInitializationCheck ? Checks.Assigned : Checks.None;
        return _builder.Emit(new Instruction(IrOp.LoadCell, type, span) { A = cell, Checks = checks }, type, target);
    }

    private void CheckAssigned(int register, string name, SourceSpan span)
    {
        if (_flags.TryGetValue(register, out int flag))
            _builder.Emit(new Instruction(IrOp.CheckAssigned, IrType.Bool, span) { A = flag, Checks = Checks.Assigned, Extra = name });
    }

    /// <summary>The register that holds the value of a local, or -1 if it is in memory: assignments evaluate straight into it.</summary>
    private int AssignableRegister(TypedTarget target)
    {
        switch (target)
        {
            case TypedLocalTarget { Variable: var variable }:
                bool isCaptured = _captures is not null && _captures.TryGetSlot(variable, out _);
                return isCaptured || IsInCell(variable) ? -1 : RegisterOf(variable, target.Span);
            case TypedGlobalTarget { Variable: var variable }:
                return IsPrivate(variable) ? RegisterOf(variable) : -1;
            default:
                return -1;
        }
    }

    private void StoreLocal(LocalVariable variable, int value, SourceSpan span)
    {
        if (_captures is not null && _captures.TryGetSlot(variable, out int slot))
        {
            int cell = _builder.Emit(new Instruction(IrOp.LoadCapture, IrType.Ref, span) { Immediate = slot }, IrType.Ref, -1);
            StoreCell(cell, value, span);
            return;
        }
        int register = RegisterOf(variable, span);
        if (IsInCell(variable))
            StoreCell(register, value, span);
        else
            StoreRegister(register, value, span);
    }

    private void StoreRegister(int register, int value, SourceSpan span)
    {
        _builder.Copy(value, register, span);
        MarkAssigned(register, span);
    }

    private void MarkAssigned(int register, SourceSpan span)
    {
        if (_flags.TryGetValue(register, out int flag))
            _builder.Constant(IrType.Bool, 1, span, flag);
    }

    private void StoreCell(int cell, int value, SourceSpan span) =>
        _builder.Emit(new Instruction(IrOp.StoreCell, _function.TypeOf(value), span) { A = cell, B = value });

    /// <summary>Starts the life of a local with a value.</summary>
    private void Declare(LocalVariable variable, int value, SourceSpan span)
    {
        int register = NewRegister(variable);
        if (!IsInCell(variable))
            StoreRegister(register, value, span);
        else
            NewCell(variable, register, value, span);
    }

    /// <summary>Starts the life of a local without a value.</summary>
    private void DeclareUnassigned(LocalVariable variable, SourceSpan span)
    {
        int register = NewRegister(variable);
        if (IsInCell(variable))
            NewCell(variable, register, -1, span);
        else if (_flags.TryGetValue(register, out int flag))
        {
            _builder.Constant(_function.TypeOf(register), 0, span, register);
            _builder.Constant(IrType.Bool, 0, span, flag);
        }
    }

    private void NewCell(LocalVariable variable, int register, int value, SourceSpan span) =>
        _builder.Emit(new Instruction(IrOp.NewCell, RegisterType(variable.Type), span) { A = value, Extra = variable.Name }, IrType.Ref, register);

    /// <summary>The register of a local whose declaration may come later on this path or on another: then it starts unassigned.</summary>
    private int RegisterOf(LocalVariable variable, SourceSpan span)
    {
        if (_registers.TryGetValue(variable, out int register))
            return register;
        register = NewRegister(variable);
        if (IsInCell(variable))
            _builder.EmitInPrologue(new Instruction(IrOp.NewCell, RegisterType(variable.Type), span) { Dest = register, Extra = variable.Name });
        else if (_flags.TryGetValue(register, out int flag))
            ClearInPrologue(register, flag, span);
        return register;
    }

    private int RegisterOf(GlobalVariable variable)
    {
        if (!_globalRegisters.TryGetValue(variable, out int register))
        {
            register = _function.NewVariable(RegisterType(variable.Type), variable.Name);
            _globalRegisters.Add(variable, register);
            if (variable.NeedsInitializationCheck)
            {
                int flag = _function.NewVariable(IrType.Bool, variable.Name + "?");
                _flags.Add(register, flag);
                ClearInPrologue(register, flag, SourceSpan.None);
            }
        }
        return register;
    }

    private void ClearInPrologue(int register, int flag, SourceSpan span)
    {
        _builder.EmitInPrologue(new Instruction(IrOp.Const, _function.TypeOf(register), span) { Dest = register });
        _builder.EmitInPrologue(new Instruction(IrOp.Const, IrType.Bool, span) { Dest = flag });
    }

    /// <summary>One register per variable, however often its declaration is lowered.</summary>
    private int NewRegister(LocalVariable variable)
    {
        if (_registers.TryGetValue(variable, out int register))
            return register;
        bool isInCell = IsInCell(variable);
        register = _function.NewVariable(isInCell ? IrType.Ref : RegisterType(variable.Type), variable.Name);
        _registers.Add(variable, register);
        if (variable.NeedsInitializationCheck && !isInCell)
            _flags.Add(register, _function.NewVariable(IrType.Bool, variable.Name + "?"));
        return register;
    }

    private int ReadGlobal(GlobalVariable variable, SourceSpan span, int target)
    {
        if (variable.KnownValue is { } known)
            return Lower(known, target);
        if (IsPrivate(variable))
        {
            int register = RegisterOf(variable);
            CheckAssigned(register, variable.Name, span);
            return _builder.Copy(register, target, span);
        }
        IrType type = RegisterType(variable.Type);
        Checks checks = variable.NeedsInitializationCheck ? Checks.Assigned : Checks.None;
        return _builder.Emit(new Instruction(IrOp.LoadGlobal, type, span) { Immediate = variable.Index, Extra = variable, Checks = checks }, type, target);
    }

    private void StoreGlobal(GlobalVariable variable, int value, SourceSpan span)
    {
        // A known constant has its value from the start and every read is replaced by it.
        if (variable.KnownValue is not null)
            return;
        if (IsPrivate(variable))
            StoreRegister(RegisterOf(variable), value, span);
        else
            _builder.Emit(new Instruction(IrOp.StoreGlobal, _function.TypeOf(value), span) { A = value, Immediate = variable.Index, Extra = variable });
    }

    /// <summary>Makes a closure; the captured cells and values are in the order of its layout.</summary>
    private int MakeClosure(TypedFunction function, SourceSpan span, int target)
    {
        ClosureLayout layout = Closures.LayoutOf(function);
        var captured = new List<int>(layout.Variables.Count + layout.Environments.Count);
        foreach (LocalVariable variable in layout.Variables)
            captured.Add(CaptureOf(variable, span));
        foreach (ClosureLayout environment in layout.Environments)
            captured.Add(EnvironmentOf(environment, span));
        return _builder.Emit(new Instruction(IrOp.MakeClosure, IrType.Ref, span) { Arguments = [.. captured], Extra = function }, IrType.Ref, target);
    }

    private int CaptureOf(LocalVariable variable, SourceSpan span)
    {
        if (_captures is null || !_captures.TryGetSlot(variable, out int slot))
            return RegisterOf(variable, span);
        IrType type = IsInCell(variable) ? IrType.Ref : RegisterType(variable.Type);
        return _builder.Emit(new Instruction(IrOp.LoadCapture, type, span) { Immediate = slot }, type, -1);
    }

    /// <summary>The closure that a call of a nested function runs with.</summary>
    private int EnvironmentOf(ClosureLayout layout, SourceSpan span)
    {
        if (layout == _captures)
            return _builder.Emit(new Instruction(IrOp.LoadSelf, IrType.Ref, span), IrType.Ref, -1);
        if (_environments.TryGetValue(layout, out int register))
            return register;
        return _builder.Emit(new Instruction(IrOp.LoadCapture, IrType.Ref, span) { Immediate = _captures!.SlotOf(layout) }, IrType.Ref, -1);
    }

    private void LowerNestedFunction(TypedNestedFunction statement)
    {
        List<TypedFunction> instances = InstancesOf(statement);
        if (instances.Count == 0)
            return;
        ClosureLayout layout = Closures.LayoutOf(instances[0]);
        if (statement.Variable is { } variable)
        {
            // The closure may capture its own variable, so that must exist before.
            if (IsInCell(variable))
                DeclareUnassigned(variable, statement.Span);
            int closure = MakeClosure(statement.ValueInstance!, statement.Span, -1);
            if (IsInCell(variable))
                StoreLocal(variable, closure, statement.Span);
            else
                Declare(variable, closure, statement.Span);
            StoreEnvironment(layout, closure, statement);
        }
        else if (!layout.IsEmpty)
        {
            StoreEnvironment(layout, MakeClosure(instances[0], statement.Span, -1), statement);
        }
    }

    private void StoreEnvironment(ClosureLayout layout, int closure, TypedNestedFunction statement)
    {
        if (layout.IsEmpty)
            return;
        if (!_environments.TryGetValue(layout, out int register))
            _environments.Add(layout, register = _function.NewVariable(IrType.Ref, statement.Symbol.Name));
        _builder.Copy(closure, register, statement.Span);
    }
}
