using System;
using System.Collections.Generic;

namespace Orus.Front.Checking;

/// <summary>A block while its names are being resolved.</summary>
internal sealed class Scope
{
    public readonly List<string> Names = [];

    /// <summary>Variables that <c>if</c> branches inside declared for this scope.</summary>
    public readonly List<VariableSymbol> BranchVariables = [];

    public int Depth;

    /// <summary>An <c>if</c> branch: plain declarations go to the next scope that is none.</summary>
    public bool IsBranch;
}

/// <summary>
/// The visible names. Every name leads straight to its innermost meaning, whatever the depth; leaving a scope uncovers what its names hid.
/// </summary>
internal sealed class Scopes
{
    private sealed class Entry(Symbol symbol, int depth, Entry? hidden)
    {
        public readonly Symbol Symbol = symbol;
        public readonly int Depth = depth;
        public readonly Entry? Hidden = hidden;
    }

    private readonly Dictionary<string, Entry?> _visible = new(StringComparer.Ordinal);
    private readonly List<Scope> _scopes = [];
    private int _depth = -1;

    public Scope Current => _scopes[_depth];

    /// <summary>The scope that owns plain declarations made here.</summary>
    public Scope PlainOwner
    {
        get
        {
            int depth = _depth;
            while (_scopes[depth].IsBranch)
                depth--;
            return _scopes[depth];
        }
    }

    public IEnumerable<string> VisibleNames
    {
        get
        {
            foreach ((string name, Entry? entry) in _visible)
            {
                if (entry is not null)
                    yield return name;
            }
        }
    }

    public void Push(bool isBranch = false)
    {
        _depth++;
        if (_depth == _scopes.Count)
            _scopes.Add(new Scope { Depth = _depth });
        _scopes[_depth].IsBranch = isBranch;
    }

    public void Pop()
    {
        Scope scope = _scopes[_depth--];
        foreach (string name in scope.Names)
            _visible[name] = _visible[name]!.Hidden;
        scope.Names.Clear();
        scope.BranchVariables.Clear();
    }

    public Symbol? Find(string name) => _visible.GetValueOrDefault(name)?.Symbol;

    /// <summary>The visible symbol of a name and the depth of its scope.</summary>
    public Symbol? Find(string name, out int depth)
    {
        Entry? entry = _visible.GetValueOrDefault(name);
        depth = entry?.Depth ?? -1;
        return entry?.Symbol;
    }

    /// <summary>Adds a name to a scope; only the innermost one may already know, or hide, the name.</summary>
    public void Add(Scope scope, string name, Symbol symbol)
    {
        _visible.TryGetValue(name, out Entry? hidden);
        _visible[name] = new Entry(symbol, scope.Depth, hidden);
        scope.Names.Add(name);
    }
}
