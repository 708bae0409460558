using System.Globalization;
using System.Text;

namespace Orus.Bench.Front;

/// <summary>
/// A long program of the kind people write: units of about a hundred lines, each with types, methods, module variables, polymorphic functions, loops, matches, strings and error handling, which use the unit
/// before them. Types and functions have names of their own; methods, fields and locals have the same names everywhere.
/// </summary>
internal static class FrontProgram
{
    /// <summary>A program without errors of <paramref name="lines"/> lines, rounded up to whole units.</summary>
    public static byte[] Generate(int lines) => Repeat(Prologue, Unit, lines);

    /// <summary>The same without a function: all lines are one module body.</summary>
    public static byte[] GenerateModuleBody(int lines) => Repeat("", Straight, lines);

    private static byte[] Repeat(string prologue, string part, int lines)
    {
        StringBuilder program = new(prologue);
        int linesOfPart = part.Split('\n').Length - 1;
        for (int unit = 1; (unit - 1) * linesOfPart < lines; unit++)
            program.Append(part.Replace("$<", Number(unit - 1)).Replace("$", Number(unit)));
        return Encoding.UTF8.GetBytes(program.ToString());
    }

    private static string Number(int unit) => unit.ToString(CultureInfo.InvariantCulture);

    private const string Prologue = """
        fn primes_up_to_0(limit: i32) -> i32: limit
        mut total_0: i64 = 0

        """;

    /// <summary><c>$</c> stands for the number of the unit, <c>$&lt;</c> for that of the one before.</summary>
    private const string Unit = """

        // Unit $: accounts, shapes and a few algorithms over arrays.
        LIMIT_$: i32 := 100 + $ * 3
        mut total_$: i64 = 0
        names_$ = ["ada", "grace", "edsger", "barbara"]

        struct Account_$:
            owner: string
            cents: i64 = 0
            is_open: bool = true
            history: [i64]

        impl Account_$:
            fn open(owner: string) -> Account_$:
                return Account_${ owner: owner, history: [] }

            fn deposit(self, amount: i64):
                self.cents += amount
                push(self.history, amount)

            fn withdraw(self, amount: i64) -> bool:
                if not self.is_open or amount > self.cents:
                    return false
                self.cents -= amount
                push(self.history, -amount)
                return true

            /* The balance is kept twice;
               both must agree. */
            fn balance(self) -> i64:
                mut sum: i64 = 0
                for entry in self.history:
                    sum += entry
                if sum != self.cents:
                    print("the account of @ is broken: @ and @", self.owner, sum, self.cents)
                return sum

        enum Shape_$:
            Circle(radius: f64)
            Rect(width: f64, height: f64)
            Dot

        fn area_$(shape: Shape_$) -> f64:
            return match shape:
                Shape_$.Circle(r) -> 3.14159 * r * r
                Shape_$.Rect(w, h) -> w * h
                Shape_$.Dot -> 0.0

        fn primes_up_to_$(limit: i32) -> i32:
            mut composite = [false,] * (limit + 1)
            mut count = 0
            for n in 2..=limit:
                if composite[n]:
                    continue
                count += 1
                mut multiple = n * n
                while multiple <= limit and multiple > 0:
                    composite[multiple] = true
                    multiple += n
            return count

        fn join_$(parts: [string], separator: string) -> string:
            mut text = ""
            for i in 0..len(parts):
                if i > 0:
                    text = text + separator
                text = text + parts[i]
            return text

        fn largest_$(values):
            mut best = values[0]
            for value in values:
                if value > best:
                    best = value
            return best

        fn classify_$(n: i32) -> string:
            if n % 15 == 0: "both"
            elif n % 5 == 0: "five"
            elif n % 3 == 0: "three"
            else: n as string

        fn run_$(rounds: i32):
            account = Account_$.open(names_$[rounds % len(names_$)])
            mut state: i64 = 12345 + $
            mut failed = 0
            for round in 0..rounds:
                state = (state * 1103515245 + 12345) % 2147483648
                amount = state % 1000
                if round % 3 == 2:
                    failed += 0 if account.withdraw(amount) else 1
                else:
                    account.deposit(amount)
            shapes = [Shape_$.Circle(1.5), Shape_$.Rect(2.0, rounds as f64), Shape_$.Dot]
            mut area = 0.0
            for shape in shapes:
                area = area + area_$(shape)
            try:
                total_$ += account.balance() / (failed as i64) + total_$<
            catch e:
                print(e as string + " in unit $")
            best = largest_$([3, 1, 2])
            longest = largest_$(["a", "b"])
            scale = fn(x: f64) -> f64: x * area / 2.0
            print("unit @: @ primes, @ failed", $, primes_up_to_$<(LIMIT_$), failed)
            print(join_$(names_$, ", "), classify_$(best * rounds), longest, scale(0.5))

        if LIMIT_$ > 400 and total_$ == 0:
            run_$(LIMIT_$ / 4)
        else:
            run_$(10)

        """;

    private const string Straight = """
        mut sum_$ = $
        values_$ = [$, 2, 3]
        for i in 0..len(values_$):
            if values_$[i] % 2 == 0:
                sum_$ += values_$[i]
            else:
                sum_$ -= i
        text_$ = "sum of @ is @" if sum_$ > 10 else "small"
        mut rounds_$ = 0
        while rounds_$ < 10 and sum_$ > 0:
            sum_$ = sum_$ / 2
            rounds_$ += 1
        if rounds_$ > 5:
            note_$ = "long"
        else:
            note_$ = "short"
        print(text_$, sum_$, rounds_$, note_$)

        """;
}
