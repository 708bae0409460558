using System;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using Orus.Front.Source;
using Orus.Tier2.MachineCode;

namespace Orus.Tier2.Emit;

/// <summary>
/// A thin layer over <see cref="ILGenerator"/> that counts what RyuJIT limits (it silently stops optimising a method above 2000 basic blocks or 8000 local
/// references) and, when a map is given, notes there what listings show.
/// </summary>
internal sealed class IlWriter(ILGenerator il, CodeMap? map)
{
    /// <summary>The module emitted methods belong to: the core library's, because in the module of a debug build RyuJIT would not optimise them.</summary>
    public static readonly Module HomeModule = typeof(object).Module;

    private SourceSpan _place = SourceSpan.None;

    /// <summary>Where the instruction that is noted next begins.</summary>
    private int _offset;

    /// <summary>Instructions emitted.</summary>
    public int Instructions { get; private set; }

    /// <summary>Upper estimate of basic blocks: labels marked plus conditional branches.</summary>
    public int Blocks { get; private set; }

    /// <summary>Local variables.</summary>
    public int Locals { get; private set; }

    /// <summary>Local and argument references.</summary>
    public int LocalReferences { get; private set; }

    /// <summary>What listings show; null if nobody asked for one.</summary>
    public CodeMap? Map => map;

    /// <summary>From here on the code belongs to another place in the source.</summary>
    public void At(SourceSpan place) => _place = place;

    public LocalBuilder Local(Type type)
    {
        Locals++;
        return il.DeclareLocal(type);
    }

    public Label Label()
    {
        Label label = il.DefineLabel();
        map?.Add(label);
        return label;
    }

    public void Mark(Label label)
    {
        il.MarkLabel(label);
        Blocks++;
        map?.Il.Add(new CodeLine(map.NameOf(label) + ":", SourceSpan.None));
    }

    /// <summary>Puts a comment line into the listing.</summary>
    public void Comment(string text) => map?.Il.Add(new CodeLine("  // " + text, SourceSpan.None));

    public void Op(OpCode op)
    {
        il.Emit(op);
        Note(op, null);
    }

    public void Branch(OpCode op, Label target)
    {
        il.Emit(op, target);
        Blocks++;
        if (map is not null)
            Note(op, map.NameOf(target));
        else
            Instructions++;
    }

    public void Load(LocalBuilder local)
    {
        il.Emit(OpCodes.Ldloc, local);
        NoteLocal(OpCodes.Ldloc, local);
    }

    public void Store(LocalBuilder local)
    {
        il.Emit(OpCodes.Stloc, local);
        NoteLocal(OpCodes.Stloc, local);
    }

    public void LoadAddress(LocalBuilder local)
    {
        il.Emit(OpCodes.Ldloca, local);
        NoteLocal(OpCodes.Ldloca, local);
    }

    public void LoadArgument(int index)
    {
        il.Emit(OpCodes.Ldarg, (short)index);
        LocalReferences++;
        if (map is not null)
            Note(OpCodes.Ldarg, index.ToString(CultureInfo.InvariantCulture));
        else
            Instructions++;
    }

    public void Int(int value)
    {
        il.Emit(OpCodes.Ldc_I4, value);
        Note(OpCodes.Ldc_I4, value);
    }

    public void Long(long value)
    {
        il.Emit(OpCodes.Ldc_I8, value);
        Note(OpCodes.Ldc_I8, value);
    }

    /// <summary>Adds to a 64-bit number in memory.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="amount">Pushes what is added.</param>
    public void AddTo(long address, Action amount)
    {
        Long(address);
        Op(OpCodes.Conv_I);
        Op(OpCodes.Dup);
        Op(OpCodes.Ldind_I8);
        amount();
        Op(OpCodes.Add);
        Op(OpCodes.Stind_I8);
    }

    /// <summary>Adds one to a 64-bit number in memory.</summary>
    /// <param name="address">Where it is.</param>
    public void Increment(long address) => AddTo(address, () => Long(1));

    public void Double(double value)
    {
        il.Emit(OpCodes.Ldc_R8, value);
        Note(OpCodes.Ldc_R8, value);
    }

    public void Field(OpCode op, FieldInfo field)
    {
        il.Emit(op, field);
        Note(op, field.Name);
    }

    public void TypeOp(OpCode op, Type type)
    {
        il.Emit(op, type);
        Note(op, type.Name);
    }

    public void Switch(Label[] targets)
    {
        il.Emit(OpCodes.Switch, targets);
        Blocks += targets.Length;
        Note(OpCodes.Switch, targets.Length);
    }

    /// <summary>Calls a static method of this process through its address: no metadata token, so no reflection on the compile path.</summary>
    public void CallAddress(nint address, Type? result, Type[] parameters, string name)
    {
        il.Emit(OpCodes.Ldc_I8, address);
        il.Emit(OpCodes.Conv_I);
        il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, result, parameters, null);
        Instructions += 2;
        map?.Calls.TryAdd((ulong)address, name);
        Note(OpCodes.Calli, name);
    }

    /// <summary>Calls the managed method whose entry is on top of the stack.</summary>
    public void CallIndirect(Type? result, Type[] parameters)
    {
        il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, result, parameters, null);
        Note(OpCodes.Calli, "entry");
    }

    public void Call(MethodInfo method)
    {
        il.Emit(OpCodes.Call, method);
        Note(OpCodes.Call, method.Name);
    }

    public void BeginTry()
    {
        il.BeginExceptionBlock();
        Comment(".try {");
    }

    public void BeginCatch(Type type)
    {
        il.BeginCatchBlock(type);
        Comment("} catch " + type.Name + " {");
    }

    public void EndTry()
    {
        il.EndExceptionBlock();
        Comment("}");
    }

    private void NoteLocal(OpCode op, LocalBuilder local)
    {
        LocalReferences++;
        if (map is not null)
            Note(op, "V" + local.LocalIndex.ToString(CultureInfo.InvariantCulture));
        else
            Instructions++;
    }

    private void Note(OpCode op, object? operand)
    {
        Instructions++;
        if (map is null)
            return;
        string text = string.Create(CultureInfo.InvariantCulture, $"  IL_{_offset:x4}  {op.Name} {operand}");
        map.Il.Add(new CodeLine(text.TrimEnd(), _place));
        _offset = il.ILOffset;
    }
}
