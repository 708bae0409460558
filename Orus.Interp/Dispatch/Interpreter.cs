using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orus.Front.Typed;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Interp.Errors;
using Orus.Interp.Operations;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Dispatch;

/// <summary>
/// The dispatch loop: one switch in one method, so that the position, both register banks and the instruction word stay in machine registers (look at the prologue after a change). It is long because
/// each operation is written out; small helpers would exhaust the inliner's budget. What is rare or long lies in <see cref="SlowOperations"/>. Not marked for aggressive
/// optimization, which would take it out of the precompiled image.
/// </summary>
internal static unsafe class Interpreter
{
    /// <summary>
    /// Runs from the top frame until an <see cref="Opcode.ExitRun"/>; returns false before that when the other policy is asked for. Errors without a handler above the boundary of this
    /// activation are thrown.
    /// </summary>
    public static bool Run<TPolicy>(ExecutionContext context)
        where TPolicy : struct, ITelemetryPolicy
    {
        ErrorId failure;
        RuntimeFunction callee;
        ref ulong pc = ref Unsafe.AsRef<ulong>(context.Top->Pc);
        ref long r = ref Unsafe.AsRef<long>(context.Top->Bits);
        ref object? o = ref Unsafe.AsRef<object?>(context.Top->Refs);
        while (true)
        {
            ulong ins = pc;
            pc = ref Unsafe.Add(ref pc, 1);
            if (typeof(TPolicy) == typeof(TelemetryOn))
                context.Observe((ulong*)Unsafe.AsPointer(ref pc) - 1);
            switch ((Opcode)(ushort)ins)
            {
                case Opcode.LoopNextI32:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) + Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v >= Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            pc = ref Unsafe.Add(ref pc, 1);
                            continue;
                        }
                        if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                            goto HotLoop;
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                        if (typeof(TPolicy) == typeof(TelemetryOn))
                            continue;
                        ins = pc;
                        pc = ref Unsafe.Add(ref pc, 1);
                        goto case Opcode.LoadI32;
                    }
                case Opcode.LoopNext64:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) + Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v >= Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            pc = ref Unsafe.Add(ref pc, 1);
                            continue;
                        }
                        if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                            goto HotLoop;
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                        if (typeof(TPolicy) == typeof(TelemetryOn))
                            continue;
                        ins = pc;
                        pc = ref Unsafe.Add(ref pc, 1);
                        goto case Opcode.Load64;
                    }
                case Opcode.LoadAddI32:
                    {
                        I32Array array = Unsafe.As<I32Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        if (typeof(TPolicy) == typeof(TelemetryOn))
                            continue;
                        ins = pc;
                        pc = ref Unsafe.Add(ref pc, 1);
                        goto case Opcode.AddI32;
                    }
                case Opcode.LoadMulI32:
                    {
                        I32Array array = Unsafe.As<I32Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        if (typeof(TPolicy) == typeof(TelemetryOn))
                            continue;
                        ins = pc;
                        pc = ref Unsafe.Add(ref pc, 1);
                        goto case Opcode.MulI32;
                    }
                case Opcode.LoadAddW64:
                    {
                        I32Array array = Unsafe.As<I32Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        if (typeof(TPolicy) == typeof(TelemetryOn))
                            continue;
                        ins = pc;
                        pc = ref Unsafe.Add(ref pc, 1);
                        goto case Opcode.AddW64;
                    }
                case Opcode.LoadAddWide:
                    {
                        I32Array array = Unsafe.As<I32Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        if (typeof(TPolicy) == typeof(TelemetryOn))
                            continue;
                        ins = pc;
                        pc = ref Unsafe.Add(ref pc, 1);
                        goto case Opcode.AddI64;
                    }
                case Opcode.LoadAddI64:
                    {
                        I64Array array = Unsafe.As<I64Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        if (typeof(TPolicy) == typeof(TelemetryOn))
                            continue;
                        ins = pc;
                        pc = ref Unsafe.Add(ref pc, 1);
                        goto case Opcode.AddI64;
                    }
                case Opcode.LoadAddF64:
                    {
                        I64Array array = Unsafe.As<I64Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        if (typeof(TPolicy) == typeof(TelemetryOn))
                            continue;
                        ins = pc;
                        pc = ref Unsafe.Add(ref pc, 1);
                        goto case Opcode.AddF64;
                    }
                case Opcode.LoadMulF64:
                    {
                        I64Array array = Unsafe.As<I64Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        if (typeof(TPolicy) == typeof(TelemetryOn))
                            continue;
                        ins = pc;
                        pc = ref Unsafe.Add(ref pc, 1);
                        goto case Opcode.MulF64;
                    }
                case Opcode.LoadMulAddF64:
                    {
                        I64Array array = Unsafe.As<I64Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        if (typeof(TPolicy) == typeof(TelemetryOn))
                            continue;
                        ins = pc;
                        pc = ref Unsafe.Add(ref pc, 1);
                        goto case Opcode.MulAddF64;
                    }
                case Opcode.StepBits:
                    {
                        RangeIterator iterator = Unsafe.As<RangeIterator>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        ref int budget = ref Unsafe.As<ulong, int>(ref Unsafe.Add(ref pc, 1));
                        if (typeof(TPolicy) == typeof(TelemetryOn) || iterator.Done || budget <= 1)
                        {
                            Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = iterator.Done ? 0 : 1;
                            continue;
                        }
                        budget--;
                        pc = ref Unsafe.Add(ref pc, 1 + (nint)(int)(pc >> 32));
                        long v = iterator.Current;
                        if (v == iterator.Last)
                            iterator.Done = true;
                        else
                            iterator.Current = v + iterator.Step;
                        Unsafe.Add(ref r, (nint)(ushort)(pc >> 16)) = v;
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.StepAny:
                    {
                        Iterator iterator = Unsafe.As<Iterator>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        ref int budget = ref Unsafe.As<ulong, int>(ref Unsafe.Add(ref pc, 1));
                        bool has = iterator.HasNext;
                        if (typeof(TPolicy) == typeof(TelemetryOn) || !has || budget <= 1)
                        {
                            Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = has ? 1 : 0;
                            continue;
                        }
                        budget--;
                        pc = ref Unsafe.Add(ref pc, 1 + (nint)(int)(pc >> 32));
                        AnyValue item = iterator.Next();
                        Unsafe.Add(ref r, (nint)(ushort)(pc >> 16)) = item.Bits;
                        StoreTag(ref Unsafe.Add(ref o, (nint)(ushort)(pc >> 16)), item.Tag);
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoadImmediate:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (int)(ins >> 32);
                    continue;
                case Opcode.LoadWide:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (long)pc;
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.LoadObject:
                    Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(context.Pool), (nint)(ins >> 32));
                    continue;
                case Opcode.Move:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.MoveRef:
                    Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref o, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.ClearRef:
                    Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) = null;
                    continue;
                case Opcode.ClearAny:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = 0;
                    Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) = null;
                    continue;
                case Opcode.MoveAny:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    StoreTag(ref Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)), Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)));
                    continue;
                case Opcode.AddI32:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) + Unsafe.Add(ref r, (nint)(ins >> 48));
                        if (v != (int)v)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        continue;
                    }
                case Opcode.SubI32:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) - Unsafe.Add(ref r, (nint)(ins >> 48));
                        if (v != (int)v)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        continue;
                    }
                case Opcode.MulI32:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) * Unsafe.Add(ref r, (nint)(ins >> 48));
                        if (v != (int)v)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        continue;
                    }
                case Opcode.DivI32:
                    {
                        int y = (int)Unsafe.Add(ref r, (nint)(ins >> 48));
                        int x = (int)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        if ((uint)(y + 1) <= 1)
                        {
                            if (y == 0)
                                goto DivisionByZero;
                            if (x == int.MinValue)
                                goto Overflow;
                            Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = -x;
                            continue;
                        }
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = x / y;
                        continue;
                    }
                case Opcode.RemI32:
                    {
                        int y = (int)Unsafe.Add(ref r, (nint)(ins >> 48));
                        int x = (int)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        if ((uint)(y + 1) <= 1)
                        {
                            if (y == 0)
                                goto DivisionByZero;
                            if (x == int.MinValue)
                                goto Overflow;
                            Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = 0;
                            continue;
                        }
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = x % y;
                        continue;
                    }
                case Opcode.NegI32:
                    {
                        long v = -Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        if (v != (int)v)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        continue;
                    }
                case Opcode.AddI32K:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) + (short)(ins >> 48);
                        if (v != (int)v)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        continue;
                    }
                case Opcode.MulI32K:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) * (short)(ins >> 48);
                        if (v != (int)v)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        continue;
                    }
                case Opcode.DivI32K:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (int)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) / (short)(ins >> 48);
                    continue;
                case Opcode.RemI32K:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (int)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) % (short)(ins >> 48);
                    continue;
                case Opcode.AddI64:
                    {
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        long y = Unsafe.Add(ref r, (nint)(ins >> 48));
                        long v = x + y;
                        if (((x ^ v) & (y ^ v)) < 0)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        continue;
                    }
                case Opcode.SubI64:
                    {
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        long y = Unsafe.Add(ref r, (nint)(ins >> 48));
                        long v = x - y;
                        if (((x ^ y) & (x ^ v)) < 0)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        continue;
                    }
                case Opcode.MulI64:
                    {
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        long y = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if (x == (int)x && y == (int)y)
                        {
                            Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = x * y;
                            continue;
                        }
                        long high = Math.BigMul(x, y, out long v);
                        if (high != v >> 63)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        continue;
                    }
                case Opcode.DivI64:
                    {
                        long y = Unsafe.Add(ref r, (nint)(ins >> 48));
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        if (((x | y) >>> 32) == 0 && y != 0)
                        {
                            Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (uint)x / (uint)y;
                            continue;
                        }
                        if ((ulong)(y + 1) <= 1)
                        {
                            if (y == 0)
                                goto DivisionByZero;
                            if (x == long.MinValue)
                                goto Overflow;
                            Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = -x;
                            continue;
                        }
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = x / y;
                        continue;
                    }
                case Opcode.RemI64:
                    {
                        long y = Unsafe.Add(ref r, (nint)(ins >> 48));
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        if (((x | y) >>> 32) == 0 && y != 0)
                        {
                            Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (uint)x % (uint)y;
                            continue;
                        }
                        if ((ulong)(y + 1) <= 1)
                        {
                            if (y == 0)
                                goto DivisionByZero;
                            if (x == long.MinValue)
                                goto Overflow;
                            Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = 0;
                            continue;
                        }
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = x % y;
                        continue;
                    }
                case Opcode.NegI64:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        if (v == long.MinValue)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = -v;
                        continue;
                    }
                case Opcode.AddI64K:
                    {
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        long y = (short)(ins >> 48);
                        long v = x + y;
                        if (((x ^ v) & (y ^ v)) < 0)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        continue;
                    }
                case Opcode.MulI64K:
                    {
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        long y = (short)(ins >> 48);
                        if (x == (int)x)
                        {
                            Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = x * y;
                            continue;
                        }
                        long high = Math.BigMul(x, y, out long v);
                        if (high != v >> 63)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        continue;
                    }
                case Opcode.DivI64K:
                    {
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        int y = (short)(ins >> 48);
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = x == (int)x ? (int)x / y : x / y;
                        continue;
                    }
                case Opcode.RemI64K:
                    {
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        int y = (short)(ins >> 48);
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = x == (int)x ? (int)x % y : x % y;
                        continue;
                    }
                case Opcode.AddU32:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (uint)(Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) + Unsafe.Add(ref r, (nint)(ins >> 48)));
                    continue;
                case Opcode.SubU32:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (uint)(Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) - Unsafe.Add(ref r, (nint)(ins >> 48)));
                    continue;
                case Opcode.MulU32:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (uint)(Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) * Unsafe.Add(ref r, (nint)(ins >> 48)));
                    continue;
                case Opcode.AddU32K:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (uint)(Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) + (short)(ins >> 48));
                    continue;
                case Opcode.MulU32K:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (uint)(Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) * (short)(ins >> 48));
                    continue;
                case Opcode.AddW32:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (int)(Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) + Unsafe.Add(ref r, (nint)(ins >> 48)));
                    continue;
                case Opcode.SubW32:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (int)(Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) - Unsafe.Add(ref r, (nint)(ins >> 48)));
                    continue;
                case Opcode.MulW32:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (int)(Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) * Unsafe.Add(ref r, (nint)(ins >> 48)));
                    continue;
                case Opcode.AddW32K:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (int)(Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) + (short)(ins >> 48));
                    continue;
                case Opcode.MulW32K:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (int)(Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) * (short)(ins >> 48));
                    continue;
                case Opcode.AddW64:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) + Unsafe.Add(ref r, (nint)(ins >> 48));
                    continue;
                case Opcode.SubW64:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) - Unsafe.Add(ref r, (nint)(ins >> 48));
                    continue;
                case Opcode.MulW64:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) * Unsafe.Add(ref r, (nint)(ins >> 48));
                    continue;
                case Opcode.AddW64K:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) + (short)(ins >> 48);
                    continue;
                case Opcode.MulW64K:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) * (short)(ins >> 48);
                    continue;
                case Opcode.NegW32:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = -(int)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.NegW64:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = -Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.DivU64:
                    {
                        ulong y = (ulong)Unsafe.Add(ref r, (nint)(ins >> 48));
                        if (y == 0)
                            goto DivisionByZero;
                        ulong x = (ulong)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = ((x | y) >> 32) == 0 ? (uint)x / (uint)y : (long)(x / y);
                        continue;
                    }
                case Opcode.RemU64:
                    {
                        ulong y = (ulong)Unsafe.Add(ref r, (nint)(ins >> 48));
                        if (y == 0)
                            goto DivisionByZero;
                        ulong x = (ulong)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = ((x | y) >> 32) == 0 ? (uint)x % (uint)y : (long)(x % y);
                        continue;
                    }
                case Opcode.AddF64:
                    Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))) + Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ins >> 48)));
                    continue;
                case Opcode.SubF64:
                    Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))) - Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ins >> 48)));
                    continue;
                case Opcode.MulF64:
                    Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))) * Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ins >> 48)));
                    continue;
                case Opcode.DivF64:
                    {
                        double y = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ins >> 48)));
                        if (y == 0)
                            goto DivisionByZero;
                        Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))) / y;
                        continue;
                    }
                case Opcode.RemF64:
                    {
                        double y = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ins >> 48)));
                        if (y == 0)
                            goto DivisionByZero;
                        Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))) % y;
                        continue;
                    }
                case Opcode.NegF64:
                    Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) = -Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)));
                    continue;
                case Opcode.MulAddF64:
                    Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)pc)) + (Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))) * Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ins >> 48))));
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.MulSubF64:
                    Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)pc)) - (Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))) * Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ins >> 48))));
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.And:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) & Unsafe.Add(ref r, (nint)(ins >> 48));
                    continue;
                case Opcode.Or:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) | Unsafe.Add(ref r, (nint)(ins >> 48));
                    continue;
                case Opcode.Not:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) ^ 1;
                    continue;
                case Opcode.ShlI32:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (int)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) << (int)(ins >> 48);
                    continue;
                case Opcode.ShlU32:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (uint)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) << (int)(ins >> 48);
                    continue;
                case Opcode.Shl64:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) << (int)(ins >> 48);
                    continue;
                case Opcode.ShrSigned:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) >> (int)(ins >> 48);
                    continue;
                case Opcode.ShrUnsigned:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (long)((ulong)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) >> (int)(ins >> 48));
                    continue;
                case Opcode.LtS:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) < Unsafe.Add(ref r, (nint)(ins >> 48)) ? 1 : 0;
                    continue;
                case Opcode.LeS:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) <= Unsafe.Add(ref r, (nint)(ins >> 48)) ? 1 : 0;
                    continue;
                case Opcode.EqS:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) == Unsafe.Add(ref r, (nint)(ins >> 48)) ? 1 : 0;
                    continue;
                case Opcode.NeS:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) != Unsafe.Add(ref r, (nint)(ins >> 48)) ? 1 : 0;
                    continue;
                case Opcode.LtSK:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) < (short)(ins >> 48) ? 1 : 0;
                    continue;
                case Opcode.LeSK:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) <= (short)(ins >> 48) ? 1 : 0;
                    continue;
                case Opcode.GtSK:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) > (short)(ins >> 48) ? 1 : 0;
                    continue;
                case Opcode.GeSK:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) >= (short)(ins >> 48) ? 1 : 0;
                    continue;
                case Opcode.EqSK:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) == (short)(ins >> 48) ? 1 : 0;
                    continue;
                case Opcode.NeSK:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) != (short)(ins >> 48) ? 1 : 0;
                    continue;
                case Opcode.LtU:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (ulong)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) < (ulong)Unsafe.Add(ref r, (nint)(ins >> 48)) ? 1 : 0;
                    continue;
                case Opcode.LeU:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (ulong)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)) <= (ulong)Unsafe.Add(ref r, (nint)(ins >> 48)) ? 1 : 0;
                    continue;
                case Opcode.LtF:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))) < Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ins >> 48))) ? 1 : 0;
                    continue;
                case Opcode.LeF:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))) <= Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ins >> 48))) ? 1 : 0;
                    continue;
                case Opcode.EqF:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))) == Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ins >> 48))) ? 1 : 0;
                    continue;
                case Opcode.NeF:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))) != Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ins >> 48))) ? 1 : 0;
                    continue;
                case Opcode.EqRef:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)) == Unsafe.Add(ref o, (nint)(ins >> 48)) ? 1 : 0;
                    continue;
                case Opcode.NeRef:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)) != Unsafe.Add(ref o, (nint)(ins >> 48)) ? 1 : 0;
                    continue;
                case Opcode.SignExtend:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (int)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.ZeroExtend:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (uint)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.I64ToF64:
                    Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.U64ToF64:
                    Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) = (ulong)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.F64ToI32:
                    {
                        double x = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)));
                        if (x > -2147483649.0 && x < 2147483648.0)
                        {
                            Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (int)x;
                            continue;
                        }
                        goto Slow;
                    }
                case Opcode.F64ToI64:
                    {
                        double x = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)));
                        if (x >= -9223372036854775808.0 && x < 9223372036854775808.0)
                        {
                            Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = (long)x;
                            continue;
                        }
                        goto Slow;
                    }
                case Opcode.F64ToBool:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))) != 0 ? 1 : 0;
                    continue;
                case Opcode.Jump:
                    pc = ref Unsafe.Add(ref pc, (nint)(int)(ins >> 32));
                    continue;
                case Opcode.JumpTrue:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) != 0)
                        pc = ref Unsafe.Add(ref pc, (nint)(int)(ins >> 32));
                    continue;
                case Opcode.JumpFalse:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) == 0)
                        pc = ref Unsafe.Add(ref pc, (nint)(int)(ins >> 32));
                    continue;
                case Opcode.JumpLtS:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) < Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpLeS:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) <= Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpEqS:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) == Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpNeS:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) != Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpLtSK:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) < (short)(ins >> 32))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpLeSK:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) <= (short)(ins >> 32))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpGtSK:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) > (short)(ins >> 32))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpGeSK:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) >= (short)(ins >> 32))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpEqSK:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) == (short)(ins >> 32))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpNeSK:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) != (short)(ins >> 32))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpRemEq:
                    {
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16));
                        int y = (short)(ins >> 32);
                        long remainder = x == (int)x ? (int)x % y : x % y;
                        pc = ref Unsafe.Add(ref pc, remainder == (long)pc ? (nint)(short)(ins >> 48) : 1);
                        continue;
                    }
                case Opcode.JumpRemNe:
                    {
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16));
                        int y = (short)(ins >> 32);
                        long remainder = x == (int)x ? (int)x % y : x % y;
                        pc = ref Unsafe.Add(ref pc, remainder != (long)pc ? (nint)(short)(ins >> 48) : 1);
                        continue;
                    }
                case Opcode.JumpLtU:
                    if ((ulong)Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) < (ulong)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpLeU:
                    if ((ulong)Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) <= (ulong)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpLtF:
                    if (Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) < Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpLeF:
                    if (Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) <= Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpNotLtF:
                    if (!(Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) < Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpNotLeF:
                    if (!(Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) <= Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpEqF:
                    if (Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) == Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpNeF:
                    if (Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 16))) != Unsafe.As<long, double>(ref Unsafe.Add(ref r, (nint)(ushort)(ins >> 32))))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpEqRef:
                    if (Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) == Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.JumpNeRef:
                    if (Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) != Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                    continue;
                case Opcode.LoopEntry:
                    if ((int)pc == 0)
                        goto HotLoop;
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.LoopBack:
                    if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                        goto HotLoop;
                    pc = ref Unsafe.Add(ref pc, (nint)(int)(ins >> 32));
                    continue;
                case Opcode.LoopLtS:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) < Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                    {
                        if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                            goto HotLoop;
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                        continue;
                    }
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.LoopLeS:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) <= Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                    {
                        if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                            goto HotLoop;
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                        continue;
                    }
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.LoopNeS:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) != Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                    {
                        if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                            goto HotLoop;
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                        continue;
                    }
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.LoopTrue:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) != 0)
                    {
                        if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                            goto HotLoop;
                        pc = ref Unsafe.Add(ref pc, (nint)(int)(ins >> 32));
                        continue;
                    }
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.LoopAddLt:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) + Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v < Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopAddLe:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) + Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v <= Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopAddGt:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) + Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v > Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopAddGe:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) + Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v >= Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopAddNe:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) + Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v != Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopAddLtI32:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) + Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        if (v != (int)v)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v < Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopAddLeI32:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) + Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        if (v != (int)v)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v <= Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopAddGtI32:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) + Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        if (v != (int)v)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v > Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopAddGeI32:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) + Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        if (v != (int)v)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v >= Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopAddNeI32:
                    {
                        long v = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) + Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        if (v != (int)v)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v != Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopAddLtI64:
                    {
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16));
                        long y = Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        long v = x + y;
                        if (((x ^ v) & (y ^ v)) < 0)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v < Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopAddLeI64:
                    {
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16));
                        long y = Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        long v = x + y;
                        if (((x ^ v) & (y ^ v)) < 0)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v <= Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopAddGtI64:
                    {
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16));
                        long y = Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        long v = x + y;
                        if (((x ^ v) & (y ^ v)) < 0)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v > Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopAddGeI64:
                    {
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16));
                        long y = Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        long v = x + y;
                        if (((x ^ v) & (y ^ v)) < 0)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v >= Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopAddNeI64:
                    {
                        long x = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16));
                        long y = Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        long v = x + y;
                        if (((x ^ v) & (y ^ v)) < 0)
                            goto Overflow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        if (v != Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                        {
                            if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                                goto HotLoop;
                            pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                            continue;
                        }
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.LoopLtAdd:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) < Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                    {
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) += Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                            goto HotLoop;
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                        continue;
                    }
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.LoopGtAdd:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) > Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                    {
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) += Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                            goto HotLoop;
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                        continue;
                    }
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.LoopNeAdd:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) != Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)))
                    {
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) += Unsafe.Add(ref Unsafe.As<ulong, short>(ref pc), 3);
                        if (--Unsafe.As<ulong, int>(ref pc) <= 0)
                            goto HotLoop;
                        pc = ref Unsafe.Add(ref pc, (nint)(short)(ins >> 48));
                        continue;
                    }
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.StringLen:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.As<OrusString>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!.Length;
                    continue;
                case Opcode.StringIndex:
                    {
                        OrusString text = Unsafe.As<OrusString>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)text.Length)
                            goto StringIndex;
                        Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) = OrusString.OfByte(text.Bytes[text.Start + (int)i]);
                        continue;
                    }
                case Opcode.BoxI32:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    StoreTag(ref Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)), TypeTag.I32);
                    continue;
                case Opcode.BoxI64:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    StoreTag(ref Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)), TypeTag.I64);
                    continue;
                case Opcode.BoxU32:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    StoreTag(ref Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)), TypeTag.U32);
                    continue;
                case Opcode.BoxU64:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    StoreTag(ref Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)), TypeTag.U64);
                    continue;
                case Opcode.BoxF64:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    StoreTag(ref Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)), TypeTag.F64);
                    continue;
                case Opcode.BoxBool:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    StoreTag(ref Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)), TypeTag.Bool);
                    continue;
                case Opcode.BoxRef:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = 0;
                    Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref o, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.UnboxI32:
                    if (Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)) != TypeTag.I32)
                        goto Slow;
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.UnboxI64:
                    if (Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)) != TypeTag.I64)
                        goto Slow;
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.UnboxU32:
                    if (Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)) != TypeTag.U32)
                        goto Slow;
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.UnboxU64:
                    if (Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)) != TypeTag.U64)
                        goto Slow;
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.UnboxF64:
                    if (Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)) != TypeTag.F64)
                        goto Slow;
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.UnboxBool:
                    if (Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)) != TypeTag.Bool)
                        goto Slow;
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.DynBinary:
                    {
                        object? tag = Unsafe.Add(ref o, (nint)(ushort)(ins >> 32));
                        if (!DynamicArithmetic.TryQuick((BinaryOperator)(byte)pc, (LiteralSides)(pc >> 8), tag, Unsafe.Add(ref o, (nint)(ins >> 48)), Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)), Unsafe.Add(ref r, (nint)(ins >> 48)), out long v))
                            goto Slow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        StoreTag(ref Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)), tag);
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.DynCompare:
                    {
                        if (!DynamicArithmetic.TryQuick((BinaryOperator)(byte)pc, (LiteralSides)(pc >> 8), Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)), Unsafe.Add(ref o, (nint)(ins >> 48)), Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)), Unsafe.Add(ref r, (nint)(ins >> 48)), out long v))
                            goto Slow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.DynCast:
                    {
                        if (!Casts.TryQuick((IrType)(ins >> 48), Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)), Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)), out long v))
                            goto Slow;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = v;
                        pc = ref Unsafe.Add(ref pc, 1);
                        continue;
                    }
                case Opcode.EqualRefs:
                    if (Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)) != Unsafe.Add(ref o, (nint)(ins >> 48)))
                        goto Slow;
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = 1;
                    continue;
                case Opcode.DynCondition:
                    if (Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)) != TypeTag.Bool)
                        goto Slow;
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.ArrayLen:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.As<OrusArray>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!.Count;
                    continue;
                case Opcode.LoadI32:
                    {
                        I32Array array = Unsafe.As<I32Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        continue;
                    }
                case Opcode.LoadU32:
                    {
                        U32Array array = Unsafe.As<U32Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        continue;
                    }
                case Opcode.Load64:
                    {
                        I64Array array = Unsafe.As<I64Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        continue;
                    }
                case Opcode.LoadBool:
                    {
                        BoolArray array = Unsafe.As<BoolArray>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        continue;
                    }
                case Opcode.LoadRef:
                    {
                        RefArray array = Unsafe.As<RefArray>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        continue;
                    }
                case Opcode.LoadAny:
                    {
                        AnyArray array = Unsafe.As<AnyArray>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = Unsafe.Add(ref r, (nint)(ins >> 48));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        ref AnyValue item = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = item.Bits;
                        StoreTag(ref Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)), item.Tag);
                        continue;
                    }
                case Opcode.Store32:
                    {
                        I32Array array = Unsafe.As<I32Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!;
                        long i = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i) = (int)Unsafe.Add(ref r, (nint)(ins >> 48));
                        continue;
                    }
                case Opcode.Store64:
                    {
                        I64Array array = Unsafe.As<I64Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!;
                        long i = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i) = Unsafe.Add(ref r, (nint)(ins >> 48));
                        continue;
                    }
                case Opcode.StoreBool:
                    {
                        BoolArray array = Unsafe.As<BoolArray>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!;
                        long i = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i) = (byte)Unsafe.Add(ref r, (nint)(ins >> 48));
                        continue;
                    }
                case Opcode.StoreRef:
                    {
                        RefArray array = Unsafe.As<RefArray>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!;
                        long i = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i) = Unsafe.Add(ref o, (nint)(ins >> 48));
                        continue;
                    }
                case Opcode.StoreAny:
                    {
                        AnyArray array = Unsafe.As<AnyArray>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!;
                        long i = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        if ((ulong)i >= (ulong)array.Count)
                            goto ArrayIndex;
                        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i) = new AnyValue(Unsafe.Add(ref o, (nint)(ins >> 48)), Unsafe.Add(ref r, (nint)(ins >> 48)));
                        continue;
                    }
                case Opcode.Push32:
                    {
                        I32Array array = Unsafe.As<I32Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!;
                        int i = array.Count;
                        if ((uint)i >= (uint)array.Items.Length)
                            goto Slow;
                        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i) = (int)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        array.Count = i + 1;
                        continue;
                    }
                case Opcode.Push64:
                    {
                        I64Array array = Unsafe.As<I64Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!;
                        int i = array.Count;
                        if ((uint)i >= (uint)array.Items.Length)
                            goto Slow;
                        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        array.Count = i + 1;
                        continue;
                    }
                case Opcode.PushBool:
                    {
                        BoolArray array = Unsafe.As<BoolArray>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!;
                        int i = array.Count;
                        if ((uint)i >= (uint)array.Items.Length)
                            goto Slow;
                        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i) = (byte)Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        array.Count = i + 1;
                        continue;
                    }
                case Opcode.PushRef:
                    {
                        RefArray array = Unsafe.As<RefArray>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!;
                        int i = array.Count;
                        if ((uint)i >= (uint)array.Items.Length)
                            goto Slow;
                        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i) = Unsafe.Add(ref o, (nint)(ushort)(ins >> 32));
                        array.Count = i + 1;
                        continue;
                    }
                case Opcode.PushAny:
                    {
                        AnyArray array = Unsafe.As<AnyArray>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!;
                        int i = array.Count;
                        if ((uint)i >= (uint)array.Items.Length)
                            goto Slow;
                        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i) = new AnyValue(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)), Unsafe.Add(ref r, (nint)(ushort)(ins >> 32)));
                        array.Count = i + 1;
                        continue;
                    }
                case Opcode.PopI32:
                    {
                        I32Array array = Unsafe.As<I32Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = array.Count - 1;
                        if (i < 0)
                            goto PopEmpty;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        array.Count = (int)i;
                        continue;
                    }
                case Opcode.PopU32:
                    {
                        U32Array array = Unsafe.As<U32Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = array.Count - 1;
                        if (i < 0)
                            goto PopEmpty;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        array.Count = (int)i;
                        continue;
                    }
                case Opcode.Pop64:
                    {
                        I64Array array = Unsafe.As<I64Array>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = array.Count - 1;
                        if (i < 0)
                            goto PopEmpty;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        array.Count = (int)i;
                        continue;
                    }
                case Opcode.PopBool:
                    {
                        BoolArray array = Unsafe.As<BoolArray>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = array.Count - 1;
                        if (i < 0)
                            goto PopEmpty;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        array.Count = (int)i;
                        continue;
                    }
                case Opcode.PopRef:
                    {
                        RefArray array = Unsafe.As<RefArray>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = array.Count - 1;
                        if (i < 0)
                            goto PopEmpty;
                        Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        array.Items[i] = default!;
                        array.Count = (int)i;
                        continue;
                    }
                case Opcode.PopAny:
                    {
                        AnyArray array = Unsafe.As<AnyArray>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        long i = array.Count - 1;
                        if (i < 0)
                            goto PopEmpty;
                        ref AnyValue item = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array.Items), (nint)i);
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = item.Bits;
                        StoreTag(ref Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)), item.Tag);
                        array.Items[i] = default!;
                        array.Count = (int)i;
                        continue;
                    }
                case Opcode.GetBits:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.As<Record>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!.BitsAt((int)(ins >> 48) << 3);
                    continue;
                case Opcode.GetRef:
                    Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) = Unsafe.As<Record>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!.RefAt((int)(ins >> 48) << 3);
                    continue;
                case Opcode.GetAny:
                    {
                        Record record = Unsafe.As<Record>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = record.BitsAt((int)pc);
                        StoreTag(ref Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)), record.RefAt((int)(ins >> 48) << 3));
                    }
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.SetBits:
                    Unsafe.As<Record>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!.BitsAt((int)(ins >> 48) << 3) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.SetRef:
                    Unsafe.As<Record>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!.RefAt((int)(ins >> 48) << 3) = Unsafe.Add(ref o, (nint)(ushort)(ins >> 32));
                    continue;
                case Opcode.SetAny:
                    {
                        Record record = Unsafe.As<Record>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!;
                        record.BitsAt((int)pc) = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        record.RefAt((int)(ins >> 48) << 3) = Unsafe.Add(ref o, (nint)(ushort)(ins >> 32));
                    }
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.EnumTag:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.As<Record>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!.Layout.Tag;
                    continue;
                case Opcode.GetGlobalBits:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = context.Globals[ins >> 32].Bits;
                    continue;
                case Opcode.GetGlobalRef:
                    Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) = context.Globals[ins >> 32].Ref;
                    continue;
                case Opcode.GetGlobalAny:
                    {
                        ref GlobalSlot global = ref context.Globals[ins >> 32];
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = global.Bits;
                        StoreTag(ref Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)), global.Ref);
                    }
                    continue;
                case Opcode.CheckGlobal:
                    if (!context.Globals[ins >> 32].Assigned)
                        goto Slow;
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.SetGlobalBits:
                    {
                        ref GlobalSlot global = ref context.Globals[ins >> 32];
                        global.Bits = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16));
                        global.Assigned = true;
                    }
                    continue;
                case Opcode.SetGlobalRef:
                    {
                        ref GlobalSlot global = ref context.Globals[ins >> 32];
                        global.Ref = Unsafe.Add(ref o, (nint)(ushort)(ins >> 16));
                        global.Assigned = true;
                    }
                    continue;
                case Opcode.SetGlobalAny:
                    {
                        ref GlobalSlot global = ref context.Globals[ins >> 32];
                        global.Bits = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16));
                        StoreTag(ref global.Ref, Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)));
                        global.Assigned = true;
                    }
                    continue;
                case Opcode.GetCellBits:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.As<Cell>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!.Bits;
                    continue;
                case Opcode.GetCellRef:
                    Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) = Unsafe.As<Cell>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!.Ref;
                    continue;
                case Opcode.GetCellAny:
                    {
                        Cell cell = Unsafe.As<Cell>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!;
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = cell.Bits;
                        StoreTag(ref Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)), cell.Ref);
                    }
                    continue;
                case Opcode.CheckCell:
                    if (!Unsafe.As<Cell>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!.Assigned)
                        goto Slow;
                    continue;
                case Opcode.SetCellBits:
                    {
                        Cell cell = Unsafe.As<Cell>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!;
                        cell.Bits = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        cell.Assigned = true;
                    }
                    continue;
                case Opcode.SetCellRef:
                    {
                        Cell cell = Unsafe.As<Cell>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!;
                        cell.Ref = Unsafe.Add(ref o, (nint)(ushort)(ins >> 32));
                        cell.Assigned = true;
                    }
                    continue;
                case Opcode.SetCellAny:
                    {
                        Cell cell = Unsafe.As<Cell>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)))!;
                        cell.Bits = Unsafe.Add(ref r, (nint)(ushort)(ins >> 32));
                        StoreTag(ref cell.Ref, Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)));
                        cell.Assigned = true;
                    }
                    continue;
                case Opcode.GetCaptureBits:
                    Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = Unsafe.As<FunctionValue>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!.Captures[ins >> 48].Bits;
                    continue;
                case Opcode.GetCaptureRef:
                    Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) = Unsafe.As<FunctionValue>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!.Captures[ins >> 48].Ref;
                    continue;
                case Opcode.GetCaptureAny:
                    {
                        ref CapturedSlot slot = ref Unsafe.As<FunctionValue>(Unsafe.Add(ref o, (nint)(ushort)(ins >> 32)))!.Captures[ins >> 48];
                        Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) = slot.Bits;
                        Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) = slot.Ref;
                    }
                    continue;
                case Opcode.Call:
                    callee = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(context.Functions), (nint)pc);
                    goto Enter;
                case Opcode.CallClosure:
                    callee = Unsafe.As<RuntimeFunction>(Unsafe.As<FunctionValue>(Unsafe.Add(ref o, (nint)(ushort)pc))!.Code)!;
                    goto Enter;
                case Opcode.CheckAssigned:
                    if (Unsafe.Add(ref r, (nint)(ushort)(ins >> 16)) == 0)
                        goto Slow;
                    pc = ref Unsafe.Add(ref pc, 1);
                    continue;
                case Opcode.CheckDepth:
                    if (context.Top + (ushort)(ins >> 16) > context.FrameLimit)
                        goto Slow;
                    continue;
                case Opcode.Catch:
                    Unsafe.Add(ref o, (nint)(ushort)(ins >> 16)) = context.TakeCaught();
                    continue;
                case Opcode.Return:
                    {
                        Frame* frame = context.Top - 1;
                        if (ins >> 48 != 0)
                            ClearRefs(ref o, (int)(ins >> 48));
                        context.Top = frame;
                        r = ref Unsafe.AsRef<long>(frame->Bits);
                        o = ref Unsafe.AsRef<object?>(frame->Refs);
                        ulong call = frame->Pc[-1];
                        pc = ref Unsafe.AsRef<ulong>(frame->Pc + (call >> 48));
                        continue;
                    }
                case Opcode.ReturnBits:
                    {
                        long value = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16));
                        Frame* frame = context.Top - 1;
                        if (ins >> 48 != 0)
                            ClearRefs(ref o, (int)(ins >> 48));
                        context.Top = frame;
                        r = ref Unsafe.AsRef<long>(frame->Bits);
                        o = ref Unsafe.AsRef<object?>(frame->Refs);
                        ulong call = frame->Pc[-1];
                        pc = ref Unsafe.AsRef<ulong>(frame->Pc + (call >> 48));
                        Unsafe.Add(ref r, (nint)(ushort)(call >> 16)) = value;
                        continue;
                    }
                case Opcode.ReturnRef:
                    {
                        object? value = Unsafe.Add(ref o, (nint)(ushort)(ins >> 16));
                        Frame* frame = context.Top - 1;
                        if (ins >> 48 != 0)
                            ClearRefs(ref o, (int)(ins >> 48));
                        context.Top = frame;
                        r = ref Unsafe.AsRef<long>(frame->Bits);
                        o = ref Unsafe.AsRef<object?>(frame->Refs);
                        ulong call = frame->Pc[-1];
                        pc = ref Unsafe.AsRef<ulong>(frame->Pc + (call >> 48));
                        Unsafe.Add(ref o, (nint)(ushort)(call >> 16)) = value;
                        continue;
                    }
                case Opcode.ReturnAny:
                    {
                        long value = Unsafe.Add(ref r, (nint)(ushort)(ins >> 16));
                        object? tag = Unsafe.Add(ref o, (nint)(ushort)(ins >> 16));
                        Frame* frame = context.Top - 1;
                        if (ins >> 48 != 0)
                            ClearRefs(ref o, (int)(ins >> 48));
                        context.Top = frame;
                        r = ref Unsafe.AsRef<long>(frame->Bits);
                        o = ref Unsafe.AsRef<object?>(frame->Refs);
                        ulong call = frame->Pc[-1];
                        pc = ref Unsafe.AsRef<ulong>(frame->Pc + (call >> 48));
                        Unsafe.Add(ref r, (nint)(ushort)(call >> 16)) = value;
                        Unsafe.Add(ref o, (nint)(ushort)(call >> 16)) = tag;
                        continue;
                    }
                case Opcode.CompileFunction:
                    context.CompileTop();
                    goto Reenter;
                case Opcode.EnterCompiled:
                    context.RunCompiled();
                    goto Resume;
                case Opcode.ExitRun:
                    return true;
                default:
                    goto Slow;
            }

        Slow:
            context.Top->Pc = (ulong*)Unsafe.AsPointer(ref pc);
            int skipped = SlowOperations.Execute(context, ins, ref pc, ref r, ref o);
            if (skipped == SlowOperations.Entered)
                goto Resume;
            pc = ref Unsafe.Add(ref pc, skipped);
            continue;

        Reenter:
            pc = ref Unsafe.AsRef<ulong>(context.Top->Pc - 1);
            r = ref Unsafe.AsRef<long>(context.Top->Bits);
            o = ref Unsafe.AsRef<object?>(context.Top->Refs);
            continue;

        Enter:
            Frame* caller = context.Top;
            caller->Pc = (ulong*)Unsafe.AsPointer(ref pc);
            long* bits = caller->Bits + caller->Size;
            if (caller >= context.FrameLimit || bits + callee.FrameSize > caller->Limit || --callee.Countdown == 0)
                goto EnterSlow;
            void* refs = (nint*)caller->Refs + caller->Size;
            Frame* entered = caller + 1;
            entered->Bits = bits;
            entered->Refs = refs;
            entered->Limit = caller->Limit;
            entered->Function = callee.Index;
            entered->Size = callee.FrameSize;
            context.Top = entered;
            ref uint argument = ref Unsafe.As<ulong, uint>(ref Unsafe.Add(ref pc, 1));
            nint count = (ushort)(ins >> 32);
            for (nint i = 0; i < count; i++)
            {
                uint operand = Unsafe.Add(ref argument, i);
                uint type = operand >> 16;
                if (type != (uint)IrType.Ref)
                    bits[i] = Unsafe.Add(ref r, (nint)(ushort)operand);
                if (type >= (uint)IrType.Ref)
                    Unsafe.Add(ref Unsafe.AsRef<object?>(refs), i) = Unsafe.Add(ref o, (nint)(ushort)operand);
            }
            r = ref Unsafe.AsRef<long>(bits);
            o = ref Unsafe.AsRef<object?>(refs);
            pc = ref Unsafe.AsRef<ulong>(callee.EntryPc);
            continue;

        EnterSlow:
            context.EnterSlowly(callee);
            if (context.IsObserved != (typeof(TPolicy) == typeof(TelemetryOn)))
                return false;

        Resume:
            pc = ref Unsafe.AsRef<ulong>(context.Top->Pc);
            r = ref Unsafe.AsRef<long>(context.Top->Bits);
            o = ref Unsafe.AsRef<object?>(context.Top->Refs);
            continue;

        HotLoop:
            context.Top->Pc = (ulong*)Unsafe.AsPointer(ref pc);
            context.OnBackedge();
            if (context.IsObserved != (typeof(TPolicy) == typeof(TelemetryOn)))
                return false;
            goto Resume;

        Overflow:
            failure = ErrorId.Overflow;
            goto Failed;

        DivisionByZero:
            failure = ErrorId.DivisionByZero;
            goto Failed;

        ArrayIndex:
            failure = ErrorId.ArrayIndex;
            goto Failed;

        StringIndex:
            failure = ErrorId.StringIndex;
            goto Failed;

        PopEmpty:
            failure = ErrorId.PopEmpty;

        Failed:
            context.Top->Pc = (ulong*)Unsafe.AsPointer(ref pc);
            context.Fail(failure);
            goto Resume;
        }
    }

    /// <summary>Stores the tag part of a dynamic value; most stores leave it as it is, and a comparison is cheaper than a write barrier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTag(ref object? target, object? tag)
    {
        if (target != tag)
            target = tag;
    }

    /// <summary>Empties the reference slots of an activation that ends, so that the stack keeps nothing alive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ClearRefs(ref object? refs, int count)
    {
        for (nint i = 0; i < count; i++)
            Unsafe.Add(ref refs, i) = null;
    }
}
