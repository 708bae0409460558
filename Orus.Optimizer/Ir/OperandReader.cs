namespace Orus.Optimizer.Ir;

/// <summary>Enumerates the registers an instruction reads, in the order A, B, C, arguments. The row of the operation says which fields count.</summary>
internal ref struct OperandReader(Instruction instruction)
{
    private readonly Instruction _instruction = instruction;
    private int _position = -1;

    public readonly OperandReader GetEnumerator() => this;

    public int Current { get; private set; }

    public bool MoveNext()
    {
        while (true)
        {
            _position++;
            switch (_position)
            {
                case 0:
                    Current = _instruction.A;
                    break;
                case 1:
                    Current = _instruction.B;
                    break;
                case 2:
                    Current = _instruction.C;
                    break;
                default:
                    if (_instruction.Arguments is not { } arguments || _position - 3 >= arguments.Length)
                        return false;
                    Current = arguments[_position - 3];
                    break;
            }
            if (Current >= 0)
                return true;
        }
    }
}
