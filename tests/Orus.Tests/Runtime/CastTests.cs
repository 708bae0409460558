using System;
using NUnit.Framework;
using Orus.Front.Types;
using Orus.Interp.Errors;
using Orus.Interp.Operations;
using Orus.Interp.Values;

namespace Orus.Tests.Runtime;

[TestFixture]
internal sealed class CastTests
{
    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    [TestCase(TypeKind.I32, -5L, TypeKind.I64, -5L)]
    [TestCase(TypeKind.I32, -5L, TypeKind.U32, 4294967291L)]
    [TestCase(TypeKind.I32, 5L, TypeKind.U64, 5L)]
    [TestCase(TypeKind.I32, -5L, TypeKind.Bool, 1L)]
    [TestCase(TypeKind.I32, 0L, TypeKind.Bool, 0L)]
    [TestCase(TypeKind.I64, 5000000000L, TypeKind.I32, 705032704L)]
    [TestCase(TypeKind.I64, 4294967295L, TypeKind.I32, -1L)]
    [TestCase(TypeKind.I64, 4294967295L, TypeKind.U32, 4294967295L)]
    [TestCase(TypeKind.I64, long.MaxValue, TypeKind.U64, long.MaxValue)]
    [TestCase(TypeKind.I64, 1L << 40, TypeKind.Bool, 1L)]
    [TestCase(TypeKind.U32, 4294967295L, TypeKind.I32, -1L)]
    [TestCase(TypeKind.U32, 4294967295L, TypeKind.I64, 4294967295L)]
    [TestCase(TypeKind.U32, 4294967295L, TypeKind.U64, 4294967295L)]
    [TestCase(TypeKind.U64, 2147483647L, TypeKind.I32, 2147483647L)]
    [TestCase(TypeKind.U64, -1L, TypeKind.Bool, 1L)]
    [TestCase(TypeKind.Bool, 1L, TypeKind.U64, 1L)]
    [TestCase(TypeKind.Bool, 1L, TypeKind.I32, 1L)]
    public void Integers(TypeKind from, long bits, TypeKind to, long expected) => Assert.That(Casts.Convert(from, to, bits), Is.EqualTo(expected));

    [TestCase(TypeKind.I64, 9007199254740993L, 9007199254740992.0)]
    [TestCase(TypeKind.I64, long.MinValue, -9223372036854775808.0)]
    [TestCase(TypeKind.U64, -1L, 18446744073709551616.0)]
    [TestCase(TypeKind.U64, long.MinValue + 1025, 9223372036854777856.0)]
    [TestCase(TypeKind.U32, 4294967295L, 4294967295.0)]
    [TestCase(TypeKind.Bool, 1L, 1.0)]
    public void IntegersToF64(TypeKind from, long bits, double expected) =>
        Assert.That(BitConverter.Int64BitsToDouble(Casts.Convert(from, TypeKind.F64, bits)), Is.EqualTo(expected));

    [TestCase(3.99, TypeKind.I32, 3L)]
    [TestCase(-3.99, TypeKind.I32, -3L)]
    [TestCase(-0.99, TypeKind.U32, 0L)]
    [TestCase(-0.99, TypeKind.U64, 0L)]
    [TestCase(2147483647.99, TypeKind.I32, 2147483647L)]
    [TestCase(-2147483648.99, TypeKind.I32, -2147483648L)]
    [TestCase(4294967295.5, TypeKind.U32, 4294967295L)]
    [TestCase(9223372036854774784.0, TypeKind.I64, 9223372036854774784L)]
    [TestCase(-9223372036854775808.0, TypeKind.I64, long.MinValue)]
    [TestCase(18446744073709549568.0, TypeKind.U64, -2048L)]
    [TestCase(0.001, TypeKind.Bool, 1L)]
    [TestCase(-0.0, TypeKind.Bool, 0L)]
    [TestCase(double.NaN, TypeKind.Bool, 1L)]
    public void FloatsTruncate(double value, TypeKind to, long expected) => Assert.That(Casts.Convert(TypeKind.F64, to, Bits(value)), Is.EqualTo(expected));

    [TestCase(2147483648.0, TypeKind.I32, "f64 value out of i32 range")]
    [TestCase(-2147483649.0, TypeKind.I32, "f64 value out of i32 range")]
    [TestCase(9223372036854775808.0, TypeKind.I64, "f64 value out of i64 range")]
    [TestCase(-1.0, TypeKind.U32, "f64 value out of u32 range")]
    [TestCase(4294967296.0, TypeKind.U32, "f64 value out of u32 range")]
    [TestCase(-1.0, TypeKind.U64, "f64 value out of u64 range")]
    [TestCase(18446744073709551616.0, TypeKind.U64, "f64 value out of u64 range")]
    [TestCase(double.NaN, TypeKind.I32, "f64 value out of i32 range")]
    [TestCase(double.PositiveInfinity, TypeKind.U64, "f64 value out of u64 range")]
    public void FloatsOutOfRange(double value, TypeKind to, string message) =>
        Expect.Error("value error " + message, () => Casts.Convert(TypeKind.F64, to, Bits(value)));

    [TestCase(TypeKind.I32, -1L, TypeKind.U64, "Cannot convert negative i32 to u64")]
    [TestCase(TypeKind.I64, -1L, TypeKind.U64, "Cannot convert negative i64 to u64")]
    [TestCase(TypeKind.I64, -1L, TypeKind.U32, "i64 value out of u32 range")]
    [TestCase(TypeKind.I64, 4294967296L, TypeKind.U32, "i64 value out of u32 range")]
    [TestCase(TypeKind.U64, 2147483648L, TypeKind.I32, "u64 value out of i32 range")]
    [TestCase(TypeKind.U64, -1L, TypeKind.I64, "u64 value out of i64 range")]
    [TestCase(TypeKind.U64, 4294967296L, TypeKind.U32, "u64 value out of u32 range")]
    public void IntegersOutOfRange(TypeKind from, long bits, TypeKind to, string message) =>
        Expect.Error("value error " + message, () => Casts.Convert(from, to, bits));

    [Test]
    public void DynamicCasts()
    {
        Assert.That(Casts.Convert(AnyValue.OfF64(2.9), PrimitiveType.I32), Is.EqualTo(AnyValue.OfI32(2)));
        Assert.That(Casts.Convert(AnyValue.OfI32(2), PrimitiveType.I32), Is.EqualTo(AnyValue.OfI32(2)));
        Assert.That(Casts.Convert(AnyValue.OfF64(2), PrimitiveType.String).Tag!.ToString(), Is.EqualTo("2.0"));
        Assert.That(Casts.Convert(AnyValue.OfObject(OrusError.Create(ErrorId.Overflow)), PrimitiveType.String).Tag!.ToString(), Is.EqualTo("Error: Integer overflow"));
        Assert.That(Casts.Convert(Samples.Text("s"), PrimitiveType.String).Tag!.ToString(), Is.EqualTo("s"));
        Expect.Error("type error Cannot convert string to i32", () => Casts.Convert(Samples.Text("1"), PrimitiveType.I32));
        OrusArray array = Samples.Array(new TypeTable(), PrimitiveType.I32);
        Expect.Error("type error Cannot convert [i32] to string", () => Casts.Convert(AnyValue.OfObject(array), PrimitiveType.String));
        Expect.Error("type error Cannot convert error to f64", () => Casts.Convert(AnyValue.OfObject(OrusError.Create(ErrorId.Overflow)), PrimitiveType.F64));
    }
}
