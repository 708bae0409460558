using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Lowering;

/// <summary>
/// Loops are lowered inverted: a guard in front, the body, a latch that tests and jumps back to the body's start, which is the header (unless <see cref="LoweringContext.InvertLoops"/> is off). Hidden counters never overflow:
/// they are advanced only when another round follows, or by one towards a bound they have not reached.
/// </summary>
internal sealed partial class FunctionLowering
{
    /// <summary>Where <c>break</c> and <c>continue</c> go.</summary>
    private sealed record LoopTargets(Block Break, Block Continue);

    private readonly Dictionary<TypedLoop, LoopTargets> _loops = [];

    private void LowerWhile(TypedWhile statement)
    {
        Block header = _builder.NewBlock();
        Block exit = _builder.NewBlock();
        header.SourceLoop = new SourceLoop(KindOf(statement.Condition), statement.Span) { Extent = statement.Extent };
        if (!_context.InvertLoops || !ConditionSize.IsSmall(statement.Condition))
        {
            // Evaluated in one place: a copy per nesting level would multiply the code.
            Block body = _builder.NewBlock();
            _builder.Jump(header, statement.Span);
            _builder.Place(header);
            LowerCondition(statement.Condition, body, exit);
            _loops[statement] = new LoopTargets(exit, header);
            _builder.Place(body);
            LowerBody(statement.Body);
            _builder.Jump(header, statement.Span);
            _builder.Place(exit);
            return;
        }
        Block latch = _builder.NewBlock();
        _loops[statement] = new LoopTargets(exit, latch);
        LowerCondition(statement.Condition, header, exit);
        _builder.Place(header);
        LowerBody(statement.Body);
        _builder.Jump(latch, statement.Span);
        _builder.Place(latch);
        LowerCondition(statement.Condition, header, exit);
        _builder.Place(exit);
    }

    private static SourceLoopKind KindOf(TypedExpression condition)
    {
        if (ConstantOf(condition) is { } constant)
            return constant.Bits != 0 ? SourceLoopKind.WhileTrue : SourceLoopKind.While;
        while (condition is TypedNot negation)
            condition = negation.Operand;
        return condition is TypedLogical or TypedComparisonChain ? SourceLoopKind.WhileCompound : SourceLoopKind.While;
    }

    private void LowerForRange(TypedForRange statement)
    {
        if (RegisterType(statement.Start) != IrType.Any)
        {
            LowerCountedLoop(statement, statement.Variable, statement.Start, statement.End, statement.Step, statement.Inclusive, statement.Span);
            return;
        }
        // The operation itself checks its bounds.
        Operand start = Hold(WithoutIntegerCheck(statement.Start));
        Operand end = Hold(WithoutIntegerCheck(statement.End));
        int step = statement.Step is null ? -1 : ToAny(Lower(WithoutIntegerCheck(statement.Step)), statement.Span);
        var bounds = new Instruction(IrOp.DynRangeBound, IrType.Ref, statement.Span)
        {
            A = ToAny(_builder.Use(start), statement.Span),
            B = ToAny(_builder.Use(end), statement.Span),
            C = step,
            Immediate = (statement.Inclusive ? 1 : 0) | (int)statement.Literals << 8,
        };
        LowerIteratorLoop(statement, statement.Variable, _builder.Emit(bounds, IrType.Ref, -1));
    }

    private void LowerForEach(TypedForEach statement)
    {
        TypedExpression iterable = statement.Iterable;
        if (iterable is TypedBuiltinCall { Builtin: BuiltinFunction.Range } range && IsPlainRange(range))
        {
            LowerRangeCall(statement, range);
            return;
        }
        OrusType type = TypeOf(iterable);
        int value = Lower(iterable);
        if (type.Kind == TypeKind.Array)
            LowerArrayLoop(statement, Stable(value, iterable), RegisterType(((ArrayType)type).Element));
        else if (type.Kind == TypeKind.Any)
            LowerIteratorLoop(statement, statement.Variable, _builder.Emit(new Instruction(IrOp.DynIterate, IrType.Ref, iterable.Span) { A = value }, IrType.Ref, -1));
        else
            LowerIteratorLoop(statement, statement.Variable, Stable(value, iterable));
    }

    /// <summary>A <c>range</c> call whose iterator nobody else can see, over arguments that fit the element type: a plain range loop.</summary>
    private bool IsPlainRange(TypedBuiltinCall range)
    {
        IrType element = RegisterType(range.RangeElement!);
        foreach (TypedExpression argument in range.Arguments)
        {
            IrType type = RegisterType(argument);
            if (type != element && !(element == IrType.I64 && type is IrType.I32 or IrType.U32))
                return false;
        }
        // A u64 may be beyond what range() accepts.
        return element is IrType.I32 or IrType.I64 or IrType.U32;
    }

    private void LowerRangeCall(TypedForEach statement, TypedBuiltinCall range)
    {
        OrusType element = _context.Types.Close(range.RangeElement!);
        var bounds = new TypedExpression?[3];
        int first = range.Arguments.Length == 1 ? 1 : 0;
        bounds[0] = new TypedConstant(element, 0, range.Span);
        for (int i = 0; i < range.Arguments.Length; i++)
        {
            TypedExpression argument = range.Arguments[i];
            bounds[first + i] = TypeOf(argument) == element ? argument : new TypedCast(argument, element, argument.Span);
        }
        LowerCountedLoop(statement, statement.Variable, bounds[0]!, bounds[1]!, bounds[2], false, range.Span);
    }

    /// <summary>A register with the same value that no statement of a loop body can assign.</summary>
    private int Stable(int register, TypedExpression source)
    {
        if (!_function.Registers[register].IsVariable || source is TypedLocalRead { Variable: { IsReassigned: false, NeedsInitializationCheck: false } })
            return register;
        IrType type = _function.TypeOf(register);
        return _builder.Emit(new Instruction(IrOp.Move, type, source.Span) { A = register }, type, -1);
    }

    private void LowerCountedLoop(TypedLoop loop, LocalVariable variable, TypedExpression start, TypedExpression end, TypedExpression? step, bool inclusive, SourceSpan stepSpan)
    {
        SourceSpan span = loop.Span;
        IrType type = RegisterType(start);
        bool isDirect = !variable.IsReassigned && !IsInCell(variable) && RegisterType(variable.Type) == type;
        int counter = _function.NewVariable(type, variable.Name);
        Lower(start, counter);
        int bound = Stable(Lower(end), end);
        long constantStep = step is null ? 1 : ConstantStep(step);

        Block header = _builder.NewBlock();
        Block latch = _builder.NewBlock();
        Block exit = _builder.NewBlock();
        var descriptor = new SourceLoop(SourceLoopKind.ForRange, span) { Extent = loop.Extent, Counter = counter, Step = constantStep, Inclusive = inclusive };
        header.SourceLoop = descriptor;
        Comparison up = inclusive ? Comparison.Le : Comparison.Lt;
        Comparison down = inclusive ? Comparison.Ge : Comparison.Gt;
        int stepRegister = -1;
        bool isUnit = constantStep is 1 or -1;
        bool isTestedAtTop = isUnit && !inclusive && !_context.InvertLoops;
        Block body = header;
        if (constantStep == 0)
        {
            stepRegister = Stable(Lower(step!), step!);
            int last = EmitRangeLast(counter, bound, stepRegister, inclusive, Checks.Zero, stepSpan);
            LowerGuardBySign(counter, bound, stepRegister, up, down, header, exit, span);
            bound = last;
        }
        else if (isUnit)
        {
            body = isTestedAtTop ? BeginAtTest(header, span) : header;
            _builder.BranchCompare(constantStep > 0 ? up : down, counter, bound, body, exit, span);
        }
        else
        {
            Block preheader = _builder.NewBlock();
            _builder.BranchCompare(constantStep > 0 ? up : down, counter, bound, preheader, exit, span);
            _builder.Place(preheader);
            int stepConstant = _builder.Constant(RegisterType(step!), constantStep, span);
            bound = EmitRangeLast(counter, bound, stepConstant, inclusive, Checks.None, stepSpan);
            _builder.Jump(header, span);
        }
        descriptor.Bound = bound;

        _loops[loop] = new LoopTargets(exit, latch);
        _builder.Place(body);
        if (isDirect)
            _registers[variable] = counter;
        else
            Declare(variable, RegisterType(variable.Type) == IrType.Any ? ToAny(counter, span) : counter, span);
        LowerBody(loop.Body);
        _builder.Jump(latch, span);
        _builder.Place(latch);
        if (isUnit && !inclusive)
        {
            Advance(counter, constantStep, stepRegister, span);
            if (isTestedAtTop)
                _builder.Jump(header, span);
            else
                _builder.BranchCompare(constantStep > 0 ? Comparison.Lt : Comparison.Gt, counter, bound, header, exit, span);
        }
        else
        {
            Block advance = _builder.NewBlock();
            Comparison more = !isUnit ? Comparison.Ne : constantStep > 0 ? Comparison.Lt : Comparison.Gt;
            _builder.BranchCompare(more, counter, bound, advance, exit, span);
            _builder.Place(advance);
            Advance(counter, constantStep, stepRegister, span);
            _builder.Jump(header, span);
        }
        _builder.Place(exit);
    }

    /// <summary>The step if it is known and fits a signed number, else 0.</summary>
    private long ConstantStep(TypedExpression step) =>
        ConstantOf(step) is { } constant && (constant.Bits >= 0 || RegisterType(step).IsSigned()) ? constant.Bits : 0;

    private int EmitRangeLast(int start, int end, int step, bool inclusive, Checks checks, SourceSpan span)
    {
        IrType type = _function.TypeOf(start);
        var last = new Instruction(IrOp.RangeLast, type, span) { A = start, B = end, C = step, From = _function.TypeOf(step), Immediate = inclusive ? 1 : 0, Checks = checks };
        return _builder.Emit(last, type, -1);
    }

    /// <summary>Whether the range has a first value, for a step known only when executed (but not zero).</summary>
    private void LowerGuardBySign(int counter, int end, int step, Comparison up, Comparison down, Block header, Block exit, SourceSpan span)
    {
        IrType type = _function.TypeOf(step);
        Block preheader = _builder.NewBlock();
        Block rising = _builder.NewBlock();
        if (type.IsSigned())
        {
            Block falling = _builder.NewBlock();
            _builder.BranchCompare(Comparison.Gt, step, _builder.Constant(type, 0, span), rising, falling, span);
            _builder.Place(falling);
            _builder.BranchCompare(down, counter, end, preheader, exit, span);
        }
        else
        {
            _builder.Jump(rising, span);
        }
        _builder.Place(rising);
        _builder.BranchCompare(up, counter, end, preheader, exit, span);
        _builder.Place(preheader);
        _builder.Jump(header, span);
    }

    /// <summary>Adds the step to the counter, which is known to stay in range. An unsigned counter that falls subtracts.</summary>
    private void Advance(int counter, long constantStep, int stepRegister, SourceSpan span)
    {
        IrType type = _function.TypeOf(counter);
        bool subtracts = constantStep < 0 && !type.IsSigned();
        int step = stepRegister >= 0 ? stepRegister : _builder.Constant(type, subtracts ? -constantStep : constantStep, span);
        _builder.Emit(new Instruction(subtracts ? IrOp.Sub : IrOp.Add, type, span) { A = counter, B = step }, type, counter);
    }

    /// <summary>The length is read anew in each round: the body may push and pop.</summary>
    private void LowerArrayLoop(TypedForEach statement, int array, IrType elementType)
    {
        SourceSpan span = statement.Span;
        LocalVariable variable = statement.Variable;
        Block header = _builder.NewBlock();
        Block latch = _builder.NewBlock();
        Block exit = _builder.NewBlock();
        int index = _function.NewVariable(IrType.I32, null);
        header.SourceLoop = new SourceLoop(SourceLoopKind.ForEachArray, span) { Extent = statement.Extent, Counter = index, Array = array, Step = 1 };
        _loops[statement] = new LoopTargets(exit, latch);
        _builder.Constant(IrType.I32, 0, span, index);
        Block body = _context.InvertLoops ? header : BeginAtTest(header, span);
        BranchToNextElement(array, index, body, exit, span);

        _builder.Place(body);
        bool isDirect = !IsInCell(variable) && RegisterType(variable.Type) == elementType;
        int target = isDirect ? NewRegister(variable) : -1;
        var load = new Instruction(IrOp.LoadElement, elementType, span) { A = array, B = index, From = IrType.I32 };
        int element = _builder.Emit(load, elementType, target);
        if (!isDirect)
            Declare(variable, RegisterType(variable.Type) == IrType.Any ? ToAny(element, span) : element, span);
        LowerBody(statement.Body);
        _builder.Jump(latch, span);
        _builder.Place(latch);
        Advance(index, 1, -1, span);
        if (body == header)
            BranchToNextElement(array, index, header, exit, span);
        else
            _builder.Jump(header, span);
        _builder.Place(exit);
    }

    /// <summary>Starts a loop that is tested at its start; what is emitted next is the test. Returns the block after the test.</summary>
    private Block BeginAtTest(Block header, SourceSpan span)
    {
        _builder.Jump(header, span);
        _builder.Place(header);
        return _builder.NewBlock();
    }

    private void BranchToNextElement(int array, int index, Block header, Block exit, SourceSpan span)
    {
        int length = _builder.Emit(new Instruction(IrOp.ArrayLen, IrType.I32, span) { A = array }, IrType.I32, -1);
        _builder.BranchCompare(Comparison.Lt, index, length, header, exit, span);
    }

    private void LowerIteratorLoop(TypedLoop loop, LocalVariable variable, int iterator)
    {
        SourceSpan span = loop.Span;
        Block header = _builder.NewBlock();
        Block latch = _builder.NewBlock();
        Block exit = _builder.NewBlock();
        header.SourceLoop = new SourceLoop(SourceLoopKind.ForEachIterator, span) { Extent = loop.Extent };
        _loops[loop] = new LoopTargets(exit, latch);
        Block body = _context.InvertLoops ? header : BeginAtTest(header, span);
        BranchToNextItem(iterator, body, exit, span);
        _builder.Place(body);
        IrType type = RegisterType(variable.Type);
        int target = IsInCell(variable) ? -1 : NewRegister(variable);
        int item = _builder.Emit(new Instruction(IrOp.IterNext, type, span) { A = iterator }, type, target);
        if (target < 0)
            Declare(variable, item, span);
        LowerBody(loop.Body);
        _builder.Jump(latch, span);
        _builder.Place(latch);
        if (body == header)
            BranchToNextItem(iterator, header, exit, span);
        else
            _builder.Jump(header, span);
        _builder.Place(exit);
    }

    private void BranchToNextItem(int iterator, Block header, Block exit, SourceSpan span)
    {
        int hasNext = _builder.Emit(new Instruction(IrOp.IterHasNext, IrType.Bool, span) { A = iterator }, IrType.Bool, -1);
        _builder.Branch(hasNext, header, exit, span);
    }

    /// <summary>Decides whether a condition is worth a second copy in the latch: no statements inside, and not too long.</summary>
    private sealed class ConditionSize : TypedTreeWalker
    {
        private const int Limit = 40;

        private int _nodes;

        public static bool IsSmall(TypedExpression condition)
        {
            var size = new ConditionSize();
            size.Visit(condition);
            return size._nodes <= Limit;
        }

        protected override void Visit(TypedExpression expression)
        {
            _nodes += expression is TypedBlockExpression or TypedMatch or TypedClosure ? Limit + 1 : 1;
            if (_nodes <= Limit)
                base.Visit(expression);
        }
    }
}
