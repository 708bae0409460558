using System;
using System.Collections.Generic;
using System.Threading;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Dispatch;

public sealed unsafe partial class ExecutionContext
{
    /// <summary>The function table, filled up to <see cref="_functionCount"/>.</summary>
    internal RuntimeFunction[] Functions = new RuntimeFunction[16];

    /// <summary>Constants of all functions.</summary>
    internal object?[] Pool = new object?[64];

    /// <summary>Loops of the functions that have bytecode.</summary>
    internal int LoopCount;

    private readonly Dictionary<TypedFunction, RuntimeFunction> _functionOf = [];
    private readonly Dictionary<object, int> _poolIndex = new(ReferenceEqualityComparer.Instance);
    private readonly ulong* _compileStub = StubCode.Make(Opcode.CompileFunction);
    private readonly ulong* _compiledStub = StubCode.Make(Opcode.EnterCompiled);
    private int _functionCount;
    private int _poolCount;

    /// <summary>Opens the table slot of a function.</summary>
    internal RuntimeFunction FunctionOf(TypedFunction function)
    {
        if (!_functionOf.TryGetValue(function, out RuntimeFunction? runtime))
            runtime = Define(function, function.Parameters.Length, IrTypes.Of(function.Result));
        return runtime;
    }

    /// <summary>Opens the table slot of a function whose IR has the given signature.</summary>
    internal RuntimeFunction Define(TypedFunction function, int parameters, IrType result)
    {
        RuntimeFunction runtime = AddFunction(function, function.Name.Length == 0 ? "fn" : function.Name, parameters, result);
        _functionOf.Add(function, runtime);
        return runtime;
    }

    /// <summary>A table slot for IR that does not come from a typed function.</summary>
    internal RuntimeFunction Add(IrFunction ir)
    {
        RuntimeFunction function = AddFunction(null, ir.Name, ir.Parameters.Length, ir.Result);
        SetCode(function, ir, isPlain: false);
        return function;
    }

    /// <summary>The value of a module function: one per symbol.</summary>
    internal FunctionValue ValueOf(TypedFunction function)
    {
        RuntimeFunction runtime = FunctionOf(function);
        return runtime.Value ??= new FunctionValue(function, function.Signature!, []) { Code = runtime };
    }

    /// <summary>The pool index of a constant; strings are pooled by the array that holds their bytes.</summary>
    internal int PoolIndexOf(object constant)
    {
        if (!_poolIndex.TryGetValue(constant, out int index))
        {
            if (_poolCount == Pool.Length)
                Array.Resize(ref Pool, _poolCount * 2);
            index = _poolCount++;
            Pool[index] = constant switch
            {
                byte[] bytes => OrusString.Of(bytes),
                TypedFunction function => ValueOf(function),
                _ => constant,
            };
            _poolIndex.Add(constant, index);
        }
        return index;
    }

    /// <summary>The closed types of a function's parameters.</summary>
    internal OrusType[] ParameterTypesOf(TypedFunction function)
    {
        if (function.Signature is { } signature)
            return signature.Parameters;
        var types = new OrusType[function.Parameters.Length];
        for (int i = 0; i < types.Length; i++)
            types[i] = function.Parameters[i].Type;
        return types;
    }

    /// <summary>Makes the bytecode of all functions that those known so far can reach.</summary>
    internal void EnsureAllCode()
    {
        for (int i = 0; i < _functionCount; i++)
            EnsureCode(Functions[i]);
    }

    /// <summary>Replaces the code of a function for all later calls, from any thread; null, on the script's thread only, goes back to the bytecode.</summary>
    public void SetCompiled(RuntimeFunction function, FunctionEntry? compiled)
    {
        function.Compiled = compiled;
        // Whoever sees the stub must see what it runs.
        Interlocked.MemoryBarrier();
        function.EntryPc = compiled is null ? function.Code!.Code : _compiledStub;
    }

    /// <summary>The function with its frame on top was called first: makes its code and drops the frame, so that the call can be executed again.</summary>
    internal void CompileTop()
    {
        RuntimeFunction function = Functions[Top->Function];
        Top--;
        if (CountsExecutions)
            Count(Top->Pc - 1, -1);
        EnsureCode(function);
    }

    private RuntimeFunction AddFunction(TypedFunction? source, string name, int parameters, IrType result)
    {
        if (_functionCount == Functions.Length)
            Array.Resize(ref Functions, _functionCount * 2);
        var function = new RuntimeFunction(_functionCount, source, name, parameters, result)
        {
            Countdown = CallThreshold,
            EntryPc = _compileStub,
        };
        Functions[_functionCount++] = function;
        return function;
    }

    private void SetCode(RuntimeFunction function, IrFunction ir, bool isPlain)
    {
        BytecodeFunction code = Emitter.Emit(ir, this);
        Observer?.OnBytecode(code);
        if (_verifyCode)
            BytecodeVerifier.Require(code);
        if (CountsExecutions)
            code.StartCounting();
        Use(function, code, CallThreshold);
        function.IsPlain = isPlain;
        if (isPlain)
            CountWarmth(function, code);
    }

    private static void Use(RuntimeFunction function, BytecodeFunction code, int countdown)
    {
        function.Code = code;
        function.FrameSize = code.FrameSize;
        function.EntryPc = code.Code;
        function.Countdown = countdown;
    }

    private int CallThreshold => Tier?.CallThreshold ?? int.MaxValue;
}
