using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace Orus.Interp.Text;

/// <summary>Nobody reads the program's output any more. Not an error: the program just ends.</summary>
internal sealed class OutputClosedException : Exception
{
    public override string Message => "standard output was closed";
}

/// <summary>What the program writes cannot be kept, because the disk is full or the device fails. The program ends; what it might still write is lost.</summary>
internal sealed class OutputFailedException(IOException error) : IOException(error.Message, error);

/// <summary>
/// The program's output: a buffer in front of a stream, flushed when full, before input is read, before diagnostics and at the end.
/// </summary>
internal sealed class Output(Stream stream) : ByteWriter(BufferSize)
{
    private const int BufferSize = 1 << 15;

    /// <summary>Error number of a write to a pipe without reader, and its counterpart on Windows (ERROR_NO_DATA).</summary>
    private const int BrokenPipe = 32;
    private const int BrokenPipeOnWindows = unchecked((int)0x800700E8);

    private bool _closed;

    /// <summary>
    /// Standard output as a stream that reports a closed pipe. The console stream swallows that, so it is used only for files, where the other kind would not move the offset that processes share.
    /// </summary>
    public static Stream OpenStandardOutput()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        try
        {
            var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? Console.OpenStandardOutput() : stream;
        }
        catch (Exception error) when (error is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // Standard output is closed or something odd; the console stream copes with all of that.
            return Console.OpenStandardOutput();
        }
    }

    /// <summary>Hands everything written so far to the stream.</summary>
    public void Flush()
    {
        Drain();
        if (!_closed)
            stream.Flush();
    }

    protected override bool WriteThrough(ReadOnlySpan<byte> bytes)
    {
        Drain();
        if (bytes.Length < BufferSize)
            return false;
        Send(bytes);
        return true;
    }

    protected override void MakeRoom(int size)
    {
        Drain();
        base.MakeRoom(size);
    }

    private void Drain()
    {
        // The bytes count as handled even if the stream fails, so that a later flush does not fail again.
        int length = Written.Length;
        if (length == 0)
            return;
        ReadOnlySpan<byte> bytes = Written;
        Clear();
        Send(bytes);
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        if (_closed)
            return;
        try
        {
            stream.Write(bytes);
        }
        catch (IOException error) when (error.HResult is BrokenPipe or BrokenPipeOnWindows)
        {
            _closed = true;
            throw new OutputClosedException();
        }
        catch (IOException error)
        {
            _closed = true;
            throw new OutputFailedException(error);
        }
    }
}
