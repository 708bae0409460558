namespace Orus.Tests.Interp;

/// <summary>IR texts that several tests run.</summary>
internal static class Programs
{
    /// <summary>The sum of 0 .. count - 1.</summary>
    public static string SumLoop(int count) => $"""
        function sum() -> i64
        b0:
          %n:i32 = const.i32 {count}
          %z:i64 = const.i64 0
          $total:i64 = move.i64 %z
          %zi:i32 = const.i32 0
          $i:i32 = move.i32 %zi
          jump -> b1
        b1:
          %w:i64 = convert.i64.i32 $i
          $total = add.i64 $total, %w !overflow
          %one:i32 = const.i32 1
          $i = add.i32 $i, %one
          branchcmp.i32 $i, %n, Lt -> b1, b2
        b2:
          return $total
        """;

    /// <summary>One checked operation; the right operand is a constant, or comes from a variable.</summary>
    public static string Binary(string operation, long left, long right, bool immediate)
    {
        string type = operation[^3..];
        string checks = operation[..3] is "div" or "rem" ? "!zero !overflow" : type[0] == 'u' ? "" : "!overflow";
        if (operation == "div.u64" || operation == "div.u32")
            checks = "!zero";
        string b = immediate ? "%b" : "$b";
        return $"""
            function main() -> {type}
            b0:
              %a:{type} = const.{type} {Text(left, type)}
              %b:{type} = const.{type} {Text(right, type)}
              $b:{type} = move.{type} %b
              %r:{type} = {operation} %a, {b} {checks}
              return %r
            """;
    }

    private static string Text(long value, string type) => type == "u64" ? ((ulong)value).ToString() : value.ToString();
}
