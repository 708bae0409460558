using System;

namespace Orus.Optimizer.Ir;

/// <summary>Operations of the IR. <see cref="IrOpTable"/> describes each; T is <see cref="Instruction.Type"/>, F is <see cref="Instruction.From"/>.</summary>
public enum IrOp : byte
{
    // Scalars
    Const,
    ConstRef,
    Move,
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    Neg,
    BitAnd,
    BitOr,
    ShiftLeft,
    ShiftRight,
    Not,
    CmpLt,
    CmpLe,
    CmpGt,
    CmpGe,
    CmpEq,
    CmpNe,
    Convert,
    RangeLast,

    // Dynamic values
    Box,
    Unbox,
    CheckInteger,
    DynBinary,
    DynNeg,
    DynNot,
    DynCondition,
    DynIsBool,
    DynBitwise,
    DynCast,
    DynIndex,
    DynStoreIndex,
    DynSlice,
    DynLen,
    DynRepeat,
    DynField,
    DynStoreField,
    DynCall,
    DynMethod,
    DynPush,
    DynPop,
    DynIterate,
    DynRangeBound,
    DynTag,

    // Strings and general values
    StringConcat,
    StringLen,
    StringIndex,
    StringCompare,
    ValueEquals,
    ToText,

    // Arrays
    NewArray,
    NewArrayFill,
    ArrayRepeat,
    ArrayLen,
    LoadElement,
    StoreElement,
    ArrayPush,
    ArrayPop,
    ArraySlice,

    // Structs and enums
    NewStruct,
    LoadField,
    StoreField,
    NewEnum,
    EnumTag,
    LoadPayload,

    // Variables in memory
    LoadGlobal,
    StoreGlobal,
    NewCell,
    LoadCell,
    StoreCell,
    LoadCapture,
    LoadSelf,
    MakeClosure,

    // Calls
    Call,
    CallClosure,
    CallBuiltin,
    Print,
    IterHasNext,
    IterNext,

    // Guards without a value
    CheckAssigned,
    CheckDepth,
    CheckArrayType,
    CatchError,

    // Terminators
    Jump,
    Branch,
    BranchCmp,
    Return,
    Raise,
}

/// <summary>
/// Checks an instruction performs before its effect. A pass that proves one superfluous clears the flag and counts it with its proof; a check that fails
/// is an exit to this very instruction, which the interpreter executes again from scratch.
/// </summary>
[Flags]
public enum Checks : byte
{
    None = 0,
    /// <summary>Signed result out of range, MIN / -1, -MIN: "Integer overflow".</summary>
    Overflow = 1,
    /// <summary>Divisor or range step is zero.</summary>
    Zero = 2,
    /// <summary>Index out of bounds (array, string), or pop of an empty array.</summary>
    Bounds = 4,
    /// <summary>Dynamic type of an <c>any</c>, an element or a payload.</summary>
    Type = 8,
    /// <summary>A conversion whose result is not representable; a repetition count below zero.</summary>
    Range = 16,
    /// <summary>Variable read before it was assigned.</summary>
    Assigned = 32,
    /// <summary>Call depth limit.</summary>
    Depth = 64,
}

/// <summary>Effects of an operation, apart from its checks.</summary>
[Flags]
public enum Effects : ushort
{
    None = 0,
    ReadsArray = 1,
    WritesArray = 2,
    ReadsLength = 4,
    /// <summary>Pushes or pops: lengths and storage of arrays change.</summary>
    WritesLength = 8,
    ReadsField = 16,
    WritesField = 32,
    ReadsVariable = 64,
    WritesVariable = 128,
    /// <summary>Makes a new object with an identity: must not be duplicated or moved across iterations.</summary>
    Allocates = 256,
    /// <summary>Writes output, reads input or the clock, or runs other code that may do anything.</summary>
    World = 512,
    /// <summary>May raise an error whatever its <see cref="Checks"/> say.</summary>
    MayRaise = 1024,
    Terminator = 2048,
    /// <summary>Everything another function may do.</summary>
    Call = ReadsArray | WritesArray | ReadsLength | WritesLength | ReadsField | WritesField | ReadsVariable | WritesVariable | Allocates | World | MayRaise,
}

/// <summary>Comparison of <see cref="IrOp.BranchCmp"/>; NaN makes all but <see cref="Ne"/> false, so <c>not (a &lt; b)</c> is not <c>a &gt;= b</c> for f64.</summary>
public enum Comparison : byte
{
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    Ne,
}
