using System;

namespace Orus.Bench;

/// <summary>Processor time of the process, which other processes do not disturb much, and bytes allocated by the thread.</summary>
internal readonly record struct Cost(TimeSpan Time, long Bytes)
{
    /// <summary>What has been spent so far.</summary>
    public static Cost Now => new(Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());

    public static Cost operator +(Cost a, Cost b) => new(a.Time + b.Time, a.Bytes + b.Bytes);

    public static Cost operator -(Cost a, Cost b) => new(a.Time - b.Time, a.Bytes - b.Bytes);
}
