using System.Collections.Generic;
using Orus.Front.Modules;

namespace Orus.Front.Checking;

/// <summary>A place of a module's straight code that refers to a function.</summary>
internal sealed record FunctionReference(int Offset, FunctionEntry Function);

/// <summary>
/// Decides which module variables may be read before their declaration ran. A function may run from the first place of the module's straight code on that refers
/// to it, or to a function that refers to it, and so on; its reads are safe if the variable certainly is assigned by then.
/// </summary>
internal sealed class InitializationAnalysis(Module module, List<FunctionReference> references)
{
    private readonly Stack<FunctionEntry> _pending = new();

    public void Run(bool isInteractive)
    {
        // The references are in textual order, so the first to reach a function is the earliest.
        foreach ((int offset, FunctionEntry function) in references)
            Reach(function, offset);
        foreach (Symbol symbol in module.Members.Values)
        {
            if (symbol is not VariableSymbol { Global: { } global } variable)
                continue;
            bool mayStayUnassigned = variable.AssignedFrom >= module.EarliestReturn && module.Name != "main";
            global.NeedsInitializationCheck = isInteractive || variable.MayBeReadUnassigned
                || (mayStayUnassigned && (variable.IsPublic || global.IsUsedByFunctions))
                || (variable.IsPublic && variable.AssignedFrom == int.MaxValue);
        }
    }

    private void Reach(FunctionEntry first, int offset)
    {
        if (first.ReachedFrom <= offset)
            return;
        first.ReachedFrom = offset;
        _pending.Push(first);
        while (_pending.TryPop(out FunctionEntry? function))
        {
            foreach (VariableSymbol variable in function.GlobalReads)
            {
                if (variable.AssignedFrom > offset)
                    variable.MayBeReadUnassigned = true;
            }
            foreach (FunctionEntry next in function.References)
            {
                if (next.ReachedFrom > offset)
                {
                    next.ReachedFrom = offset;
                    _pending.Push(next);
                }
            }
        }
    }
}
