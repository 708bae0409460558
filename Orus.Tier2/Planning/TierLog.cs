using System.Globalization;
using Orus.Front.Source;
using Orus.Interp.Engine;

namespace Orus.Tier2.Planning;

/// <summary>Tells the host what happens, if it wants to know; safe for use by the script's and the compiling thread at once.</summary>
internal sealed class TierLog(TierOptions options)
{
    private readonly object _gate = new();

    /// <summary>Does anybody want to know what costs extra to find out?</summary>
    public bool Observes => options.Log is not null || options.OnUnit is not null;

    public bool IsTracing => options.Log is not null;

    public void Write(TierEventKind kind, RuntimeFunction function, LoopState? loop, string detail) =>
        Write(kind, function, loop, UnitReport.PlaceOf(function, loop), detail);

    public void Write(TierEventKind kind, RuntimeFunction function, LoopState? loop, SourceSpan place, string detail)
    {
        if (options.Log is null)
            return;
        lock (_gate)
            options.Log(new TierEvent(kind, UnitReport.NameOf(function, loop), place, detail));
    }

    public void Compiled(UnitReport report)
    {
        lock (_gate)
        {
            options.Log?.Invoke(new TierEvent(
                TierEventKind.Compiled,
                report.Name,
                report.Place,
                $"{report.Instructions} IL instructions, {report.Exits} exits{LeftOut(report)}; emitted in {report.EmitMilliseconds:F2} ms, queued {report.WaitMilliseconds:F2} ms, compiled in {report.JitMilliseconds:F2} ms"));
            options.OnUnit?.Invoke(report);
        }
    }

    private static string LeftOut(UnitReport report) => report.ChecksLeftOut switch
    {
        0 => "",
        1 => ", 1 check left to a test before its loop",
        int count => string.Create(CultureInfo.InvariantCulture, $", {count} checks left to tests before their loops"),
    };

    public void Refused(RuntimeFunction function, LoopState? loop, RefusalReason reason, string detail)
    {
        Write(TierEventKind.Refused, function, loop, detail);
        if (options.OnRefusal is null)
            return;
        lock (_gate)
            options.OnRefusal(new RefusalReport(UnitReport.NameOf(function, loop), UnitReport.PlaceOf(function, loop), reason));
    }
}
