using Orus.Front.Types;
using Orus.Interp.Errors;
using Orus.Interp.Values;

namespace Orus.Interp.Operations;

/// <summary>Run-time type tests of dynamic values, and the names of types in messages.</summary>
internal static class TypeTest
{
    private static readonly OrusString StringText = OrusString.Of("string");
    private static readonly OrusString ArrayText = OrusString.Of("array");
    private static readonly OrusString FunctionText = OrusString.Of("function");

    /// <summary>Has the value exactly this type? Arrays are judged by the element type they carry, functions by signature, enums by their definition.</summary>
    public static bool Matches(AnyValue value, OrusType type) => type.Kind switch
    {
        TypeKind.Any => true,
        TypeKind.Array => value.Tag is OrusArray array && ReferenceEquals(array.Type, type),
        TypeKind.Struct => value.Tag is Record instance && ReferenceEquals(instance.Layout.Struct, type),
        TypeKind.Enum => value.Tag is Record variant && ReferenceEquals(variant.Layout.Enum, ((EnumType)type).Definition),
        TypeKind.Function => value.Tag is FunctionValue function && ReferenceEquals(function.Signature, type),
        _ => value.Kind == type.Kind,
    };

    /// <summary>Raises "Expected T, got U" unless the value has the type.</summary>
    public static void Check(AnyValue value, OrusType type)
    {
        if (!Matches(value, type))
            throw Raise.ExpectedType(NameOf(type), NameOf(value));
    }

    /// <summary>A type as messages write it: structs and enums by their bare name.</summary>
    public static string NameOf(OrusType type) => type switch
    {
        EnumType instantiation => instantiation.Definition.Name,
        ArrayType array => "[" + NameOf(array.Element) + "]",
        _ => type.Name,
    };

    /// <summary>The type of a value as messages write it.</summary>
    public static string NameOf(AnyValue value) => value.Tag switch
    {
        TypeTag tag => tag.Type.Name,
        OrusArray array => NameOf(array.Type),
        Record record => record.Layout.TypeName,
        FunctionValue function => function.Signature.Name,
        OrusString => PrimitiveType.String.Name,
        OrusError => PrimitiveType.Error.Name,
        _ => PrimitiveType.RangeIterator.Name,
    };

    /// <summary>What <c>typeof</c> gives.</summary>
    public static OrusString TypeOf(AnyValue value) => value.Tag switch
    {
        TypeTag tag => tag.TypeText,
        OrusString => StringText,
        OrusArray => ArrayText,
        Record record => record.Layout.TypeText,
        FunctionValue => FunctionText,
        OrusError error => error.TypeText,
        _ => OrusString.Of(NameOf(value)),
    };
}
