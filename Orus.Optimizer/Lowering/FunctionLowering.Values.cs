using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Lowering;

/// <summary>Elements, slices, fields and the construction of structs and enum values.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>Defaults that construct structs with defaults are evaluated in place up to this depth; deeper ones are calls, so that endless ones end as recursion does.</summary>
    private const int MaximumDefaultDepth = 4;

    private int _defaultDepth;

    /// <summary>Indices are checked when the operation runs, not when they are evaluated.</summary>
    private static TypedExpression WithoutIntegerCheck(TypedExpression index) => index is TypedTypeCheck { AnyInteger: true } check ? check.Operand : index;

    /// <summary>The index in the form the access to this container takes.</summary>
    private int ElementIndex(int container, int index, TypedExpression source) =>
        _function.TypeOf(container) == IrType.Any ? ToAny(index, source.Span) : ToIndex(index, source.Span);

    /// <summary>An integer as i32 or i64; a u64 beyond the i64 range wraps to a negative one, which is out of any bounds too.</summary>
    private int ToIndex(int index, SourceSpan span)
    {
        IrType type = _function.TypeOf(index);
        return type switch
        {
            IrType.I32 or IrType.I64 => index,
            IrType.Any => _builder.Emit(new Instruction(IrOp.CheckInteger, IrType.I64, span) { A = index, Checks = Checks.Type }, IrType.I64, -1),
            _ => _builder.Emit(new Instruction(IrOp.Convert, IrType.I64, span) { A = index, From = type }, IrType.I64, -1),
        };
    }

    private int ToI64(int value, SourceSpan span)
    {
        int index = ToIndex(value, span);
        return _function.TypeOf(index) == IrType.I64
            ? index
            : _builder.Emit(new Instruction(IrOp.Convert, IrType.I64, span) { A = index, From = IrType.I32 }, IrType.I64, -1);
    }

    private int LowerIndex(TypedIndex node, int target)
    {
        (int container, int index) = LowerOperands(node.Target, WithoutIntegerCheck(node.Index));
        index = ElementIndex(container, index, node.Index);
        if (TypeOf(node.Target).Kind != TypeKind.String)
            return LoadElement(container, index, RegisterType(node), node.Span, target);
        var load = new Instruction(IrOp.StringIndex, IrType.Ref, node.Span) { A = container, B = index, From = _function.TypeOf(index), Checks = Checks.Bounds };
        return _builder.Emit(load, IrType.Ref, target);
    }

    private int LoadElement(int array, int index, IrType type, SourceSpan span, int target)
    {
        if (_function.TypeOf(array) == IrType.Any)
            return _builder.Emit(new Instruction(IrOp.DynIndex, IrType.Any, span) { A = array, B = index }, IrType.Any, target);
        return _builder.Emit(new Instruction(IrOp.LoadElement, type, span) { A = array, B = index, From = _function.TypeOf(index), Checks = Checks.Bounds }, type, target);
    }

    private int LoadField(int instance, OrusType type, StructField field, SourceSpan span, int target)
    {
        IrType register = RegisterType(field.Type);
        return _builder.Emit(new Instruction(IrOp.LoadField, register, span) { A = instance, Immediate = field.Slot, Extra = type }, register, target);
    }

    private int LowerSlice(TypedSlice node, int target)
    {
        Operand array = Hold(node.Target);
        Operand start = node.Start is null ? new Operand(-1, 0, null, null) : Hold(WithoutIntegerCheck(node.Start));
        int end = node.End is null ? -1 : Lower(WithoutIntegerCheck(node.End));
        int first = _builder.Use(start);
        int sliced = _builder.Use(array);
        bool isDynamic = _function.TypeOf(sliced) == IrType.Any;
        IrType type = isDynamic ? IrType.Any : IrType.Ref;
        var slice = new Instruction(isDynamic ? IrOp.DynSlice : IrOp.ArraySlice, type, node.Span)
        {
            A = sliced,
            B = node.Start is null ? -1 : ToI64(first, node.Start.Span),
            C = node.End is null ? -1 : ToI64(end, node.End.Span),
        };
        return _builder.Emit(slice, type, target);
    }

    private int LowerRepeat(TypedRepeat node, int target)
    {
        (int left, int right) = node.ArrayOnRight ? LowerOperands(node.Count, node.Array) : LowerOperands(node.Array, node.Count);
        if (_function.TypeOf(left) == IrType.Any || _function.TypeOf(right) == IrType.Any)
            return _builder.Emit(new Instruction(IrOp.DynRepeat, IrType.Any, node.Span) { A = ToAny(left, node.Span), B = ToAny(right, node.Span) }, IrType.Any, target);
        (int array, int count) = node.ArrayOnRight ? (right, left) : (left, right);
        return _builder.Emit(new Instruction(IrOp.ArrayRepeat, IrType.Ref, node.Span) { A = array, B = ToI64(count, node.Count.Span) }, IrType.Ref, target);
    }

    private int LowerStructNew(TypedStructNew node, int target)
    {
        StructType type = node.Struct;
        var slots = new Operand[type.Fields.Length];
        var isGiven = new bool[slots.Length];
        for (int i = 0; i < node.Slots.Length; i++)
        {
            slots[node.Slots[i]] = Hold(node.Values[i]);
            isGiven[node.Slots[i]] = true;
        }
        for (int slot = 0; slot < slots.Length; slot++)
        {
            if (!isGiven[slot])
                slots[slot] = _builder.Hold(LowerDefault(type, slot, node.Span));
        }
        var arguments = new int[slots.Length];
        for (int slot = 0; slot < slots.Length; slot++)
            arguments[slot] = _builder.Use(slots[slot]);
        return _builder.Emit(new Instruction(IrOp.NewStruct, IrType.Ref, node.Span) { Arguments = arguments, Extra = type }, IrType.Ref, target);
    }

    private int LowerDefault(StructType type, int slot, SourceSpan span)
    {
        if (_defaultDepth == MaximumDefaultDepth)
        {
            TypedFunction function = _context.DefaultFunction(type, slot);
            return EmitCall(new Instruction(IrOp.Call, RegisterType(function.Result), span) { Arguments = [], Extra = function }, -1);
        }
        _defaultDepth++;
        int value = Lower(type.Defaults[slot]!);
        _defaultDepth--;
        return value;
    }

    private int LowerEnumNew(TypedEnumNew node, int target)
    {
        int[] arguments = LowerAll(node.Arguments);
        OrusType[] stored = arguments.Length == 0 ? [] : node.Definition.StoredPayloads[node.Variant.Index];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (stored[i].Kind == TypeKind.Any)
                arguments[i] = ToAny(arguments[i], node.Arguments[i].Span);
        }
        var value = new Instruction(IrOp.NewEnum, IrType.Ref, node.Span) { Arguments = arguments, Immediate = node.Variant.Index, Extra = node.Definition };
        return _builder.Emit(value, IrType.Ref, target);
    }

    /// <summary>A payload as it lies in memory.</summary>
    private int LoadPayload(int value, EnumDefinition definition, EnumVariant variant, int index, SourceSpan span, int target)
    {
        IrType type = IrTypes.Of(definition.StoredPayloads[variant.Index][index]);
        return _builder.Emit(new Instruction(IrOp.LoadPayload, type, span) { A = value, Immediate = (long)variant.Index << 8 | (uint)index, Extra = definition }, type, target);
    }

    /// <summary>Binds a payload to a pattern variable. In a generic enum it may be of another type than the static instantiation says, and is checked.</summary>
    private void BindPayload(LocalVariable variable, int value, EnumDefinition definition, EnumVariant variant, int index, SourceSpan span)
    {
        OrusType stored = definition.StoredPayloads[variant.Index][index];
        OrusType bound = _context.Types.Close(variable.Type);
        int register = IsInCell(variable) ? -1 : NewRegister(variable);
        bool isCheckedEnum = stored is EnumType storedEnum && bound is EnumType boundEnum && storedEnum.Definition == boundEnum.Definition;
        int payload;
        if (stored == bound || isCheckedEnum)
        {
            payload = LoadPayload(value, definition, variant, index, span, register);
        }
        else
        {
            int boxed = ToAny(LoadPayload(value, definition, variant, index, span, -1), span);
            payload = bound.Kind == TypeKind.Any ? _builder.Copy(boxed, register, span) : Unbox(boxed, bound, Checks.Type, span, register);
        }
        if (register < 0)
            Declare(variable, payload, span);
    }

    /// <summary>The variant index of an enum value or, for an <c>any</c>, -1 if it is no value of this enum.</summary>
    private int LowerTag(int value, EnumDefinition definition, SourceSpan span) => _function.TypeOf(value) == IrType.Any
        ? _builder.Emit(new Instruction(IrOp.DynTag, IrType.I32, span) { A = value, Extra = definition }, IrType.I32, -1)
        : _builder.Emit(new Instruction(IrOp.EnumTag, IrType.I32, span) { A = value }, IrType.I32, -1);

    /// <summary>An enum value that was tested, as a ref.</summary>
    private int AsEnum(int value, EnumDefinition definition, SourceSpan span)
    {
        if (_function.TypeOf(value) == IrType.Ref)
            return value;
        var arguments = new OrusType[definition.Parameters.Length];
        System.Array.Fill(arguments, PrimitiveType.Any);
        return Unbox(value, _context.Types.Enum(definition, arguments, out _), Checks.None, span, -1);
    }

    private int LowerMatch(TypedMatch node, int target)
    {
        int result = Merge(RegisterType(node), target);
        LowerArms(node.Scrutinee, node.Arms, result, node.Span);
        return result;
    }

    private void LowerMatch(TypedMatchStatement statement) => LowerArms(statement.Scrutinee, statement.Arms, -1, statement.Span);

    private void LowerArms(TypedExpression scrutinee, TypedMatchArm[] arms, int result, SourceSpan span)
    {
        int value = Lower(scrutinee);
        bool coversAll = IsExhaustive(TypeOf(scrutinee), arms);
        var tags = new Dictionary<EnumDefinition, int>();
        Block join = _builder.NewBlock();
        for (int i = 0; i < arms.Length; i++)
        {
            Block body = _builder.NewBlock();
            bool isLast = i == arms.Length - 1;
            Block next = isLast ? join : _builder.NewBlock();
            if (arms[i].Pattern is TypedWildcardPattern || (isLast && coversAll))
                _builder.Jump(body, arms[i].Pattern.Span);
            else
                LowerPattern(arms[i].Pattern, value, tags, body, next);
            _builder.Place(body);
            LowerArm(arms[i], value, result);
            _builder.Jump(join, span);
            if (!isLast)
                _builder.Place(next);
        }
        _builder.Place(join);
    }

    private static bool IsExhaustive(OrusType type, TypedMatchArm[] arms) =>
        arms.Length > 0 && (type.Kind == TypeKind.Enum || arms[^1].Value is not null || (type.Kind == TypeKind.Bool && arms.Length == 2));

    private void LowerPattern(TypedPattern pattern, int value, Dictionary<EnumDefinition, int> tags, Block whenTrue, Block whenFalse)
    {
        SourceSpan span = pattern.Span;
        if (pattern is TypedValuePattern literal)
        {
            BranchEquals(value, Lower(literal.Value), whenTrue, whenFalse, span);
            return;
        }
        var variant = (TypedVariantPattern)pattern;
        // The first test of a kind comes before all others on every path.
        if (!tags.TryGetValue(variant.Definition, out int tag))
            tags.Add(variant.Definition, tag = LowerTag(value, variant.Definition, span));
        _builder.BranchCompare(Comparison.Eq, tag, _builder.Constant(IrType.I32, variant.Variant.Index, span), whenTrue, whenFalse, span);
    }

    private void LowerArm(TypedMatchArm arm, int value, int result)
    {
        if (arm.Pattern is TypedVariantPattern pattern)
        {
            int enumValue = -1;
            for (int i = 0; i < pattern.Bindings.Length; i++)
            {
                if (pattern.Bindings[i] is not { } variable)
                    continue;
                if (enumValue < 0)
                    enumValue = AsEnum(value, pattern.Definition, pattern.Span);
                BindPayload(variable, enumValue, pattern.Definition, pattern.Variant, i, pattern.Span);
            }
        }
        if (arm.Value is not null)
            Lower(arm.Value, result);
        else
            LowerBody(arm.Body!);
    }
}
