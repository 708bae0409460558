using System.Text;
using Orus.Optimizer.Switches;

namespace Orus.Cli.Commands;

/// <summary><c>orus switches</c></summary>
internal static class SwitchesCommand
{
    public static int Run(CliHost host)
    {
        StringBuilder text = new("Switches, for --disable, --enable and ORUS_DISABLE (all of them: all):\n");
        foreach (SwitchRow row in SwitchTable.Switches)
            text.Append($"  {row.Name,-12} {(row.Default ? "on " : "off")}  {row.Owner,-10} {row.Help}\n");
        text.Append("\nParameters, for --enable=NAME=VALUE:\n");
        foreach (ParameterRow row in SwitchTable.Parameters)
            text.Append($"  {row.Name,-15} {(row.Default == int.MaxValue ? "none" : row.Default),5}  {(row.Owner == ParameterRow.Debug ? "for finding bugs" : $"{row.Minimum} to {row.Maximum}")}: {row.Help}\n");
        return host.WriteOutput(text.ToString());
    }
}
