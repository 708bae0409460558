using System.Collections.Generic;
using Orus.Front.Typed;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;
using Orus.Optimizer.Switches;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Copies the bodies of small functions to their calls. A body qualifies if, after inlining into it, it calls nothing (so the depth of no call changes), has no loop, handler, closure or capture, and
/// is small. What remains of the call is <c>checkdepth</c>, which raises where the call would have; every copied instruction knows the calls it stands in, so errors are traced as before.
/// </summary>
internal static class Inlining
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        if (context.LowerCallee is not null)
            InlineInto(function, context, stats);
        stats.RaiseToControlFlow();
        return stats;
    }

    private static void InlineInto(IrFunction function, PassContext context, PassStats stats)
    {
        int budget = context.Switches.Value(Parameter.InlineGrowth);
        List<Block>? result = null;
        List<Block> blocks = function.Blocks;
        Definitions? definitions = null;
        for (int i = 0; i < blocks.Count; i++)
        {
            Block block = blocks[i];
            result?.Add(block);
            for (int k = 0; k < block.Code.Count; k++)
            {
                Instruction call = block.Code[k];
                if (call.Op != IrOp.Call || call.A >= 0 || call.Extra is not TypedFunction callee || callee == function.Source || TemplateOf(callee, context) is not { } body)
                    continue;
                int size = SizeOf(body);
                if (size > budget)
                    continue;
                budget -= size;
                stats.Add(PassCounter.Inlined);
                // Results that are defined once stay so; several returns meet in a variable.
                definitions ??= new Definitions(function);
                bool needsVariable = call.Dest >= 0 && definitions.IsSingle(call.Dest) && CountReturns(body) != 1;
                var copy = new Copy(function, call, body, needsVariable);
                if (body.Blocks.Count == 1)
                {
                    block.Code.RemoveAt(k);
                    List<Instruction> code = copy.StraightCode();
                    block.Code.InsertRange(k, code);
                    k += code.Count - 1;
                    continue;
                }
                result ??= blocks.GetRange(0, i + 1);
                block = copy.Splice(block, k, result);
                k = copy.ResumeAt;
            }
        }
        if (result is null)
            return;
        blocks.Clear();
        blocks.AddRange(result);
    }

    /// <summary>The body to copy, with its own calls already inlined, or null if the function does not qualify.</summary>
    private static IrFunction? TemplateOf(TypedFunction callee, PassContext context)
    {
        Dictionary<TypedFunction, IrFunction?> templates = context.InlineTemplates;
        if (templates.TryGetValue(callee, out IrFunction? known))
            return known;
        // A function that is met again while its body is prepared is recursive.
        templates.Add(callee, null);
        if (callee.Symbol.Role == FunctionRole.ModuleBody || callee.Captures.Count > 0 || !MayQualify(callee, context) || context.LowerCallee!(callee) is not { } body || SizeOf(body) > context.Switches.Value(Parameter.InlineSize))
            return null;
        InlineInto(body, context, new PassStats());
        return templates[callee] = IsSuitable(body, context.Switches.Value(Parameter.InlineSize)) ? body : null;
    }

    /// <summary>A look at the tree, which saves lowering most functions that do not qualify: those with loops, handlers or more statements than operations are allowed.</summary>
    private static bool MayQualify(TypedFunction callee, PassContext context)
    {
        int allowed = context.Switches.Value(Parameter.InlineSize);
        return MayQualify(callee.Body, ref allowed);
    }

    private static bool MayQualify(List<TypedStatement> statements, ref int allowed)
    {
        foreach (TypedStatement statement in statements)
        {
            switch (statement)
            {
                case TypedLoop or TypedTry:
                    return false;
                case TypedIf branches:
                    foreach (List<TypedStatement> body in branches.Bodies)
                    {
                        if (!MayQualify(body, ref allowed))
                            return false;
                    }
                    if (branches.Else is { } otherwise && !MayQualify(otherwise, ref allowed))
                        return false;
                    break;
            }
            // The start of a scope may need no operation.
            if (statement is not TypedScopeStart && --allowed < 0)
                return false;
        }
        return true;
    }

    private static bool IsSuitable(IrFunction body, int limit)
    {
        if (SizeOf(body) > limit || CountReturns(body) == 0)
            return false;
        foreach (Block block in body.Blocks)
        {
            if (block.Handler is not null || block.SourceLoop is not null)
                return false;
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Op is IrOp.Call or IrOp.CallClosure or IrOp.DynCall or IrOp.DynMethod or IrOp.MakeClosure or IrOp.LoadCapture or IrOp.LoadSelf)
                    return false;
            }
        }
        return true;
    }

    private static int SizeOf(IrFunction function)
    {
        int size = 0;
        foreach (Block block in function.Blocks)
            size += block.Code.Count;
        return size;
    }

    private static int CountReturns(IrFunction function)
    {
        int count = 0;
        foreach (Block block in function.Blocks)
            count += block.Terminator.Op == IrOp.Return ? 1 : 0;
        return count;
    }

    /// <summary>One copy of a body at one call.</summary>
    private sealed class Copy
    {
        private readonly IrFunction _function;
        private readonly Instruction _call;
        private readonly IrFunction _body;
        private readonly int[] _registers;
        private readonly InlineSite _site;
        private readonly int _result;

        public Copy(IrFunction function, Instruction call, IrFunction body, bool needsVariable)
        {
            _function = function;
            _call = call;
            _body = body;
            _site = new InlineSite(body.Name, call.Span, call.Inlined);
            _registers = new int[body.Registers.Count];
            for (int i = 0; i < _registers.Length; i++)
            {
                function.Registers.Add(body.Registers[i]);
                _registers[i] = function.Registers.Count - 1;
            }
            _result = needsVariable ? function.NewVariable(body.Result, null) : call.Dest;
        }

        /// <summary>Where to go on looking for calls in the block that <see cref="Splice"/> returned.</summary>
        public int ResumeAt { get; private set; }

        /// <summary>The copy of a body that is one block, for the middle of the block of the call.</summary>
        public List<Instruction> StraightCode()
        {
            List<Instruction> code = Entry();
            List<Instruction> body = _body.Blocks[0].Code;
            for (int i = 0; i < body.Count - 1; i++)
                code.Add(CopyOf(body[i]));
            AddResult(body[^1], code);
            return code;
        }

        /// <summary>Splits the block of the call around the copy. Returns the block that goes on after the call.</summary>
        public Block Splice(Block block, int position, List<Block> result)
        {
            Block rest = _function.NewBlock();
            rest.Handler = block.Handler;
            if (_result != _call.Dest)
                rest.Code.Add(Move(_call.Dest, _result));
            ResumeAt = rest.Code.Count - 1;
            rest.Code.AddRange(block.Code.GetRange(position + 1, block.Code.Count - position - 1));
            block.Code.RemoveRange(position, block.Code.Count - position);
            block.Code.AddRange(Entry());

            var copies = new Dictionary<Block, Block>();
            foreach (Block original in _body.Blocks)
            {
                Block copy = _function.NewBlock();
                copy.Handler = block.Handler;
                copies.Add(original, copy);
                result.Add(copy);
            }
            block.Code.Add(Jump(copies[_body.Blocks[0]]));
            foreach ((Block original, Block copy) in copies)
            {
                foreach (Instruction instruction in original.Code)
                {
                    if (instruction.Op == IrOp.Return)
                    {
                        AddResult(instruction, copy.Code);
                        copy.Code.Add(Jump(rest));
                        continue;
                    }
                    Instruction clone = CopyOf(instruction);
                    for (int i = 0; i < (clone.Targets?.Length ?? 0); i++)
                        clone.Targets![i] = copies[clone.Targets[i]];
                    copy.Code.Add(clone);
                }
            }
            result.Add(rest);
            return rest;
        }

        private List<Instruction> Entry()
        {
            var code = new List<Instruction>();
            if ((_call.Checks & Checks.Depth) != 0)
                code.Add(new Instruction(IrOp.CheckDepth, IrType.None, _call.Span) { Immediate = 1 + DepthOf(_call.Inlined), Checks = Checks.Depth, Inlined = _call.Inlined });
            for (int i = 0; i < _body.Parameters.Length; i++)
                code.Add(Move(_registers[_body.Parameters[i]], _call.Arguments![i]));
            return code;
        }

        private void AddResult(Instruction terminator, List<Instruction> code)
        {
            if (terminator.A >= 0 && _result >= 0)
                code.Add(Move(_result, _registers[terminator.A]));
        }

        private Instruction Move(int dest, int source) => new(IrOp.Move, _function.TypeOf(dest), _call.Span) { Dest = dest, A = source, Inlined = _call.Inlined };

        private Instruction Jump(Block target) => new(IrOp.Jump, IrType.None, _call.Span) { Targets = [target], Inlined = _call.Inlined };

        private Instruction CopyOf(Instruction instruction)
        {
            Instruction copy = instruction.Clone();
            copy.Dest = Map(copy.Dest);
            copy.A = Map(copy.A);
            copy.B = Map(copy.B);
            copy.C = Map(copy.C);
            for (int i = 0; i < (copy.Arguments?.Length ?? 0); i++)
                copy.Arguments![i] = Map(copy.Arguments[i]);
            copy.Inlined = Within(copy.Inlined);
            if (copy.Op == IrOp.CheckDepth)
                copy.Immediate += 1 + DepthOf(_call.Inlined);
            return copy;
        }

        private int Map(int register) => register < 0 ? -1 : _registers[register];

        /// <summary>The calls around a copied instruction: those inside the callee, then this one, then those around it.</summary>
        private InlineSite Within(InlineSite? site) => site is null ? _site : site with { Outer = Within(site.Outer) };

        private static int DepthOf(InlineSite? site)
        {
            int depth = 0;
            for (; site is not null; site = site.Outer)
                depth++;
            return depth;
        }
    }
}
