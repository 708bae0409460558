using System;

namespace Orus.Optimizer.Ir;

/// <summary>One row of the operation table.</summary>
/// <param name="Op">The operation.</param>
/// <param name="Name">Its name in the text form.</param>
/// <param name="Operands">
/// Which fields it uses: <c>d</c> destination, <c>a b c</c> registers (<c>?</c> after one: may be absent), <c>n</c> argument list, <c>i</c> immediate, <c>x</c> extra object,
/// <c>f</c> the source type <see cref="Instruction.From"/>.
/// </param>
/// <param name="Allowed">The checks it can carry.</param>
/// <param name="Effects">Its effects.</param>
/// <param name="Meaning">What it does, in a sentence.</param>
public readonly record struct IrOpInfo(IrOp Op, string Name, string Operands, Checks Allowed, Effects Effects, string Meaning);

/// <summary>The one list of IR operations; printer, parser, verifier, passes and documentation read it.</summary>
public static class IrOpTable
{
    private static readonly IrOpInfo[] Rows =
    [
        new(IrOp.Const, "const", "di", Checks.None, Effects.None, "the 64 immediate bits as a T; ref and any: the empty value (bits 0), which stands in a variable that is not assigned yet"),
        new(IrOp.ConstRef, "constref", "dx", Checks.None, Effects.None, "a constant object: string bytes (byte[]), or a module function (TypedFunction) as a value"),
        new(IrOp.Move, "move", "da", Checks.None, Effects.None, "copy; A has type T"),
        new(IrOp.Add, "add", "dab", Checks.Overflow, Effects.None, "a + b; unsigned and unchecked signed wrap"),
        new(IrOp.Sub, "sub", "dab", Checks.Overflow, Effects.None, "a - b"),
        new(IrOp.Mul, "mul", "dab", Checks.Overflow, Effects.None, "a * b"),
        new(IrOp.Div, "div", "dab", Checks.Zero | Checks.Overflow, Effects.None, "a / b, truncating; Zero is tested before Overflow; f64 too raises on zero"),
        new(IrOp.Rem, "rem", "dab", Checks.Zero | Checks.Overflow, Effects.None, "remainder with the sign of a; f64: fmod"),
        new(IrOp.Neg, "neg", "da", Checks.Overflow, Effects.None, "-a"),
        new(IrOp.BitAnd, "and", "dab", Checks.None, Effects.None, "bitwise and of integers or bools"),
        new(IrOp.BitOr, "or", "dab", Checks.None, Effects.None, "bitwise or of integers or bools"),
        new(IrOp.ShiftLeft, "shl", "dai", Checks.None, Effects.None, "a << i, wrapping; made by strength reduction only"),
        new(IrOp.ShiftRight, "shr", "dai", Checks.None, Effects.None, "a >> i, arithmetic for signed, logical for unsigned T; made by strength reduction only"),
        new(IrOp.Not, "not", "da", Checks.None, Effects.None, "bool negation"),
        new(IrOp.CmpLt, "lt", "dab", Checks.None, Effects.None, "a < b as bool; operands have type T"),
        new(IrOp.CmpLe, "le", "dab", Checks.None, Effects.None, "a <= b"),
        new(IrOp.CmpGt, "gt", "dab", Checks.None, Effects.None, "a > b"),
        new(IrOp.CmpGe, "ge", "dab", Checks.None, Effects.None, "a >= b"),
        new(IrOp.CmpEq, "eq", "dab", Checks.None, Effects.None, "a == b; T scalar, or ref: identity"),
        new(IrOp.CmpNe, "ne", "dab", Checks.None, Effects.None, "a != b"),
        new(IrOp.Convert, "convert", "daf", Checks.Range, Effects.None, "a of type F as T (both scalar), section 8.4; without Range it wraps; f64 to integer only with Range or proved in range"),
        new(IrOp.RangeLast, "rangelast", "dabcif", Checks.Zero, Effects.None, "last value a non-empty range a..b..c takes (i = 1: inclusive end); c is a step of type F (the signed type as wide as T, or T); any value if the range is empty; Zero: step is zero"),
        new(IrOp.Box, "box", "daf", Checks.None, Effects.None, "a of type F as any"),
        new(IrOp.Unbox, "unbox", "dax", Checks.Type, Effects.None, "any a as the static type x (OrusType), register type T; Type: 'Expected x, got U'"),
        new(IrOp.CheckInteger, "checkint", "da", Checks.Type, Effects.None, "any a must be one of the integer types ('Expected integer, got U'); T is i64: its value as index (u64 above the i64 range: -1)"),
        new(IrOp.DynBinary, "dynbin", "dabi", Checks.None, Effects.Allocates | Effects.ReadsArray | Effects.ReadsField | Effects.MayRaise, "binary operation on any operands; i = BinaryOperator | LiteralSides << 8; T is any, or bool for comparisons"),
        new(IrOp.DynNeg, "dynneg", "da", Checks.None, Effects.MayRaise, "unary minus of any"),
        new(IrOp.DynNot, "dynnot", "da", Checks.None, Effects.MayRaise, "not of any: bool"),
        new(IrOp.DynCondition, "dyncond", "da", Checks.Type, Effects.None, "any as condition: bool, 'Condition must be boolean'"),
        new(IrOp.DynIsBool, "dynisbool", "da", Checks.None, Effects.MayRaise, "left operand of dynamic and/or: true if a bool, false if an integer, else raises 'Condition must be boolean'"),
        new(IrOp.DynBitwise, "dynbitwise", "dabi", Checks.None, Effects.MayRaise, "and (i = 0) / or (i = 1) of two any integers of one type, else a type error; result any"),
        new(IrOp.DynCast, "dyncast", "dax", Checks.None, Effects.MayRaise, "any a as the type x (OrusType): section 8.4 for its dynamic type; register type T"),
        new(IrOp.DynIndex, "dynindex", "dab", Checks.None, Effects.ReadsArray | Effects.ReadsLength | Effects.MayRaise, "any a [any b]: any"),
        new(IrOp.DynStoreIndex, "dynstoreindex", "abc", Checks.None, Effects.WritesArray | Effects.ReadsLength | Effects.MayRaise, "any a [any b] = any c"),
        new(IrOp.DynSlice, "dynslice", "dab?c?", Checks.None, Effects.Allocates | Effects.ReadsArray | Effects.ReadsLength | Effects.MayRaise, "any a [b..c], bounds i64 or absent: any"),
        new(IrOp.DynLen, "dynlen", "da", Checks.None, Effects.ReadsLength | Effects.MayRaise, "len of any: i32"),
        new(IrOp.DynRepeat, "dynrepeat", "dab", Checks.None, Effects.Allocates | Effects.ReadsArray | Effects.MayRaise, "any a times any b where one is an array and the other an integer: any"),
        new(IrOp.DynField, "dynfield", "dax", Checks.None, Effects.ReadsField | Effects.MayRaise, "field x (string) of any: any"),
        new(IrOp.DynStoreField, "dynstorefield", "abx", Checks.None, Effects.WritesField | Effects.MayRaise, "field x of any a = any b"),
        new(IrOp.DynCall, "dyncall", "dan", Checks.Depth, Effects.Call, "call of any a with any arguments: any"),
        new(IrOp.DynMethod, "dynmethod", "danx", Checks.Depth, Effects.Call, "method x (string) of any a, or call of a field: any"),
        new(IrOp.DynPush, "dynpush", "ab", Checks.None, Effects.WritesArray | Effects.WritesLength | Effects.MayRaise, "push of any b on any a"),
        new(IrOp.DynPop, "dynpop", "da", Checks.None, Effects.WritesLength | Effects.ReadsArray | Effects.MayRaise, "pop of any a: any"),
        new(IrOp.DynIterate, "dyniter", "da", Checks.None, Effects.Allocates | Effects.MayRaise, "iterator object over any a (array or range iterator), 'Value not iterable'"),
        new(IrOp.DynRangeBound, "dynrange", "dabc?i", Checks.None, Effects.Allocates | Effects.MayRaise, "range iterator over any bounds a, b and step c (section 14); i = inclusive | LiteralSides << 8"),
        new(IrOp.DynTag, "dyntag", "dax", Checks.None, Effects.None, "variant index of any a if it holds a value of EnumDefinition x, else -1: i32"),
        new(IrOp.StringConcat, "concat", "dab", Checks.None, Effects.Allocates | Effects.MayRaise, "string a + b; amortised linear"),
        new(IrOp.StringLen, "strlen", "da", Checks.None, Effects.None, "bytes in a: i32"),
        new(IrOp.StringIndex, "strindex", "dabf", Checks.Bounds, Effects.Allocates, "one-byte string at b (F: i32 or i64)"),
        new(IrOp.StringCompare, "strcompare", "dab", Checks.None, Effects.None, "byte order of two strings: i32 -1, 0, 1"),
        new(IrOp.ValueEquals, "equals", "dabf", Checks.None, Effects.ReadsArray | Effects.ReadsField | Effects.ReadsLength | Effects.MayRaise, "structural == of two F (ref or any): bool (section 8.2)"),
        new(IrOp.ToText, "totext", "daf", Checks.None, Effects.Allocates, "scalar, error or string a of type F as string"),
        new(IrOp.NewArray, "newarray", "dnx", Checks.None, Effects.Allocates | Effects.MayRaise, "array of the ArrayType x from arguments"),
        new(IrOp.NewArrayFill, "newfill", "daix", Checks.None, Effects.Allocates | Effects.MayRaise, "array of the ArrayType x, i copies of a"),
        new(IrOp.ArrayRepeat, "repeat", "dab", Checks.None, Effects.Allocates | Effects.ReadsArray | Effects.ReadsLength | Effects.MayRaise, "array a repeated i64 b times"),
        new(IrOp.ArrayLen, "len", "da", Checks.None, Effects.ReadsLength, "elements in array a: i32"),
        new(IrOp.LoadElement, "load", "dabf", Checks.Bounds, Effects.ReadsArray | Effects.ReadsLength, "element of type T at index b (F: i32 or i64)"),
        new(IrOp.StoreElement, "store", "abcf", Checks.Bounds, Effects.WritesArray | Effects.ReadsLength, "a[b] = c of type T (index type F)"),
        new(IrOp.ArrayPush, "push", "ab", Checks.None, Effects.WritesArray | Effects.WritesLength | Effects.MayRaise, "append b of type T"),
        new(IrOp.ArrayPop, "pop", "da", Checks.Bounds, Effects.WritesLength | Effects.ReadsArray, "remove and return the last element; Bounds: empty"),
        new(IrOp.ArraySlice, "slice", "dab?c?", Checks.None, Effects.Allocates | Effects.ReadsArray | Effects.ReadsLength | Effects.MayRaise, "copy of a[b..c], inclusive end, bounds i64 or absent"),
        new(IrOp.NewStruct, "newstruct", "dnx", Checks.None, Effects.Allocates, "instance of StructType x, arguments in slot order"),
        new(IrOp.LoadField, "getfield", "daix", Checks.None, Effects.ReadsField, "slot i of StructType x"),
        new(IrOp.StoreField, "setfield", "abix", Checks.None, Effects.WritesField, "slot i of a = b"),
        new(IrOp.NewEnum, "newenum", "dnix", Checks.None, Effects.Allocates, "variant i of EnumDefinition x"),
        new(IrOp.EnumTag, "tag", "da", Checks.None, Effects.None, "variant index of enum value a: i32"),
        new(IrOp.LoadPayload, "payload", "daix", Checks.None, Effects.None, "payload i & 255 of variant i >> 8 of EnumDefinition x; payloads declared as a type parameter are any in memory and in T"),
        new(IrOp.LoadGlobal, "getglobal", "dix", Checks.Assigned, Effects.ReadsVariable, "module variable i (x: GlobalVariable)"),
        new(IrOp.StoreGlobal, "setglobal", "aix", Checks.None, Effects.WritesVariable, "module variable i = a, and mark it assigned"),
        new(IrOp.NewCell, "newcell", "da?x?", Checks.None, Effects.Allocates, "cell for a captured variable (x: its name); unassigned if a is absent"),
        new(IrOp.LoadCell, "getcell", "da", Checks.Assigned, Effects.ReadsVariable, "value of type T in cell a"),
        new(IrOp.StoreCell, "setcell", "ab", Checks.None, Effects.WritesVariable, "cell a = b"),
        new(IrOp.LoadCapture, "capture", "di", Checks.None, Effects.None, "captured value (or cell, as ref) i of the running closure"),
        new(IrOp.LoadSelf, "self", "d", Checks.None, Effects.None, "the running closure"),
        new(IrOp.MakeClosure, "closure", "dnx", Checks.None, Effects.Allocates, "new closure of TypedFunction x over the argument values and cells"),
        new(IrOp.Call, "call", "d?a?nx", Checks.Depth, Effects.Call, "call TypedFunction x; a: its closure, or that of another instance of the same nested function (they share one layout), if it has captures"),
        new(IrOp.CallClosure, "callclosure", "d?anx", Checks.Depth, Effects.Call, "call function value a of FunctionType x"),
        new(IrOp.CallBuiltin, "builtin", "dnix?", Checks.None, Effects.Allocates | Effects.ReadsArray | Effects.ReadsLength | Effects.ReadsField | Effects.World | Effects.MayRaise, "BuiltinFunction i on the arguments; x: element type of range"),
        new(IrOp.Print, "print", "nx", Checks.None, Effects.ReadsArray | Effects.ReadsLength | Effects.ReadsField | Effects.World | Effects.MayRaise, "write the PrintPiece[] x"),
        new(IrOp.IterHasNext, "hasnext", "da", Checks.None, Effects.ReadsLength | Effects.ReadsVariable, "whether iterator a has another element: bool"),
        new(IrOp.IterNext, "next", "da", Checks.None, Effects.ReadsArray | Effects.WritesVariable, "take the next element: T is i32, i64, u32, u64 for a typed range iterator, else any"),
        new(IrOp.CheckAssigned, "checkassigned", "ax", Checks.Assigned, Effects.None, "bool a tells whether the local variable x (name) was assigned"),
        new(IrOp.CheckDepth, "checkdepth", "i", Checks.Depth, Effects.None, "an inlined call: the activation's depth + i must be within the limit"),
        new(IrOp.CheckArrayType, "checkarray", "ax", Checks.Type, Effects.None, "reserved for Tier 2 specialisation: any a holds an array of ArrayType x"),
        new(IrOp.CatchError, "catch", "d", Checks.None, Effects.None, "first instruction of a handler block: the error caught"),
        new(IrOp.Jump, "jump", "", Checks.None, Effects.Terminator, "to Targets[0]"),
        new(IrOp.Branch, "branch", "a", Checks.None, Effects.Terminator, "to Targets[0] if bool a, else Targets[1]"),
        new(IrOp.BranchCmp, "branchcmp", "abi", Checks.None, Effects.Terminator, "to Targets[0] if a Comparison(i) b of type T, else Targets[1]"),
        new(IrOp.Return, "return", "a?", Checks.None, Effects.Terminator, "leave the function"),
        new(IrOp.Raise, "raise", "ix?", Checks.None, Effects.Terminator | Effects.MayRaise, "raise the error of RaiseReason i about the name x"),
    ];

    /// <summary>The row of an operation.</summary>
    public static ref readonly IrOpInfo Info(IrOp op) => ref Rows[(int)op];

    /// <summary>All rows, in enum order (a test holds that).</summary>
    public static ReadOnlySpan<IrOpInfo> All => Rows;
}
