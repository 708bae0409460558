using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Lowering;

/// <summary>
/// Lowers one function. Source variables become variable registers, every other value a temporary with one definition; evaluation follows the source strictly from left to
/// right. An expression may be given a target register, which it writes last, after everything that can fail or read it.
/// </summary>
internal sealed partial class FunctionLowering
{
    private readonly TypedFunction _source;
    private readonly LoweringContext _context;
    private readonly FunctionBuilder _builder;
    private readonly IrFunction _function;
    private readonly ClosureLayout? _captures;
    private ClosureTable? _closures;

    /// <summary>What the innermost <see cref="TypedAssignedValue"/> stands for.</summary>
    private int _assignedValue = -1;

    public FunctionLowering(TypedFunction source, LoweringContext context)
    {
        _source = source;
        _context = context;
        _builder = new FunctionBuilder(source.Name, source);
        _function = _builder.Function;
        if (source.Parent is not null || source.Symbol.Role == FunctionRole.Anonymous)
            _captures = Closures.LayoutOf(source);
    }

    private ClosureTable Closures => _closures ??= _context.ClosuresAround(_source);

    public IrFunction Run()
    {
        _function.Result = _source.Symbol.Role == FunctionRole.ModuleBody ? IrType.None : RegisterType(_source.Result);
        var parameters = new int[_source.Parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            LocalVariable parameter = _source.Parameters[i];
            parameters[i] = _function.NewVariable(RegisterType(parameter.Type), parameter.Name);
            if (IsInCell(parameter))
                Declare(parameter, parameters[i], _source.Span);
            else
                _registers[parameter] = parameters[i];
        }
        _function.Parameters = parameters;
        LowerBody(_source.Body);
        LowerEnd(_source.Symbol.NameSpan);
        return _builder.Finish();
    }

    /// <summary>Leaves the function without a value, which is an error if it has a result.</summary>
    private void LowerEnd(SourceSpan span)
    {
        if (_function.Result == IrType.None)
            _builder.Emit(new Instruction(IrOp.Return, IrType.None, span));
        else
            _builder.Emit(new Instruction(IrOp.Raise, IrType.None, _source.Symbol.NameSpan) { Immediate = (long)RaiseReason.MissingResult, Extra = _source.Name });
    }

    private OrusType TypeOf(TypedExpression expression) => _context.Types.Close(expression.Type);

    private IrType RegisterType(OrusType type) => IrTypes.Of(_context.Types.Close(type));

    private IrType RegisterType(TypedExpression expression) => RegisterType(expression.Type);

    /// <summary>The register for a value that several branches write: the target, or a new variable.</summary>
    private int Merge(IrType type, int target) => target >= 0 || type == IrType.None ? target : _function.NewVariable(type, null);

    /// <summary>The value of a register as <c>any</c>.</summary>
    private int ToAny(int register, SourceSpan span, int target = -1)
    {
        IrType type = _function.TypeOf(register);
        return type == IrType.Any
            ? _builder.Copy(register, target, span)
            : _builder.Emit(new Instruction(IrOp.Box, IrType.Any, span) { A = register, From = type }, IrType.Any, target);
    }

    private Operand Hold(TypedExpression expression) => _builder.Hold(Lower(expression));

    /// <summary>Evaluates expressions from left to right.</summary>
    private int[] LowerAll(TypedExpression[] expressions)
    {
        var operands = new Operand[expressions.Length];
        for (int i = 0; i < operands.Length; i++)
            operands[i] = Hold(expressions[i]);
        var registers = new int[operands.Length];
        for (int i = 0; i < registers.Length; i++)
            registers[i] = _builder.Use(operands[i]);
        return registers;
    }

    /// <summary>A number or bool that is known without evaluation; other constants, and everything else, give null.</summary>
    private static TypedConstant? ConstantOf(TypedExpression? expression) => expression switch
    {
        TypedConstant constant => constant,
        TypedGlobalRead { Variable.KnownValue: { } known } => ConstantOf(known),
        _ => null,
    };

    internal static List<TypedFunction> InstancesOf(TypedNestedFunction nested)
    {
        if (nested.ValueInstance is not { } value || nested.Instances.Contains(value))
            return nested.Instances;
        return [.. nested.Instances, value];
    }
}
