using System.Collections.Generic;
using System.Text;
using System.Threading;

namespace Orus.Front.Types;

/// <summary>Interns the composed types of one program, so that closed types compare by reference. Runs of one program at the same time share it, so it may be used from any thread.</summary>
public sealed class TypeTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<OrusType, ArrayType> _arrays = [];
    private readonly Dictionary<string, List<FunctionType>> _functions = [];
    private readonly Dictionary<EnumDefinition, List<EnumType>> _enums = [];

    /// <summary>The array type of an element type. With an open element the result is fresh each time, until <see cref="Close"/>.</summary>
    public ArrayType Array(OrusType element)
    {
        element = Prune(element);
        if (!IsClosed(element))
            return new ArrayType(element);
        lock (_lock)
        {
            if (!_arrays.TryGetValue(element, out ArrayType? type))
                _arrays.Add(element, type = new ArrayType(element) { IsInterned = true });
            return type;
        }
    }

    /// <summary>The function type of parameters and result.</summary>
    public FunctionType Function(OrusType[] parameters, OrusType result)
    {
        var type = new FunctionType(parameters, result);
        if (!IsClosed(type))
            return type;
        string key = type.Name;
        lock (_lock)
        {
            if (!_functions.TryGetValue(key, out List<FunctionType>? sameText))
                _functions.Add(key, sameText = []);
            foreach (FunctionType candidate in sameText)
            {
                if (candidate.Result == result && SameParts(candidate.Parameters, parameters))
                    return candidate;
            }
            sameText.Add(type);
            type.IsInterned = true;
            return type;
        }
    }

    /// <summary>The instantiation of an enum.</summary>
    public EnumType Enum(EnumDefinition definition, OrusType[] arguments, out bool isNew)
    {
        var type = new EnumType(definition, arguments);
        isNew = true;
        if (!IsClosed(type))
            return type;
        lock (_lock)
        {
            if (!_enums.TryGetValue(definition, out List<EnumType>? instantiations))
                _enums.Add(definition, instantiations = []);
            foreach (EnumType candidate in instantiations)
            {
                if (SameParts(candidate.Arguments, arguments))
                {
                    isNew = false;
                    return candidate;
                }
            }
            instantiations.Add(type);
            type.IsInterned = true;
            return type;
        }
    }

    /// <summary>The closed, interned form of a type: bound variables replaced, unbound ones by <c>any</c>.</summary>
    public OrusType Close(OrusType type)
    {
        type = Prune(type);
        if (type.IsInterned)
            return type;
        switch (type)
        {
            case OpenType:
                return PrimitiveType.Any;
            case ArrayType array:
                return Array(Close(array.Element));
            case FunctionType function:
                return Function(CloseAll(function.Parameters), Close(function.Result));
            case EnumType { Arguments.Length: > 0 } instantiation:
                return Enum(instantiation.Definition, CloseAll(instantiation.Arguments), out _);
            default:
                return type;
        }
    }

    /// <summary>Follows the bindings of inference variables at the top of a type.</summary>
    public static OrusType Prune(OrusType type)
    {
        while (type is OpenType { Binding: { } binding })
            type = binding;
        return type;
    }

    /// <summary>Whether a type holds no inference variable that is still open or merely bound.</summary>
    public static bool IsClosed(OrusType type) => type.IsInterned || type switch
    {
        OpenType => false,
        ArrayType array => IsClosed(array.Element),
        FunctionType function => AllClosed(function.Parameters) && IsClosed(function.Result),
        EnumType instantiation => AllClosed(instantiation.Arguments),
        _ => true,
    };

    internal static string Join(OrusType[] types)
    {
        var text = new StringBuilder();
        foreach (OrusType type in types)
            text.Append(text.Length == 0 ? "" : ", ").Append(type.Name);
        return text.ToString();
    }

    private OrusType[] CloseAll(OrusType[] types)
    {
        var closed = new OrusType[types.Length];
        for (int i = 0; i < types.Length; i++)
            closed[i] = Close(types[i]);
        return closed;
    }

    private static bool AllClosed(OrusType[] types)
    {
        foreach (OrusType type in types)
        {
            if (!IsClosed(type))
                return false;
        }
        return true;
    }

    private static bool SameParts(OrusType[] left, OrusType[] right)
    {
        if (left.Length != right.Length)
            return false;
        for (int i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
                return false;
        }
        return true;
    }
}
