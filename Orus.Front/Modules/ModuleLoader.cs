using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Orus.Front.Diagnostics;
using Orus.Front.Lexing;
using Orus.Front.Parsing;
using Orus.Front.Source;
using Orus.Front.Syntax;

namespace Orus.Front.Modules;

/// <summary>Finds and parses the modules that a file uses, directly and through others.</summary>
internal sealed class ModuleLoader(FrontendOptions options, NameTable names)
{
    private readonly Dictionary<string, Module> _byPath = new(StringComparer.Ordinal);
    private readonly HashSet<Module> _open = [];
    private string _mainDirectory = "";
    private string? _mainPath;

    /// <summary>Parses a main file or snippet and everything it uses. The result lists the modules that are new, in order of initialisation, the main one last.</summary>
    public List<Module> Load(SourceText main, DiagnosticBag diagnostics)
    {
        List<Module> order = [];
        _open.Clear();
        _mainDirectory = Path.GetDirectoryName(main.Path) ?? "";
        _mainPath = options.ModuleSource.CanonicalPath(main.Path);
        Module module = new("main", main, Parser.Parse(main, names, diagnostics));
        LoadUses(module, order, diagnostics);
        return order;
    }

    /// <summary>Forgets modules that were read for a program with errors, so that a later snippet reads them again.</summary>
    public void Forget(List<Module> modules)
    {
        List<string> paths = [];
        foreach ((string path, Module module) in _byPath)
        {
            if (modules.Contains(module))
                paths.Add(path);
        }
        foreach (string path in paths)
            _byPath.Remove(path);
    }

    private void LoadUses(Module module, List<Module> order, DiagnosticBag diagnostics)
    {
        _open.Add(module);
        foreach (Statement statement in module.Syntax.Statements)
        {
            if (statement is UseStatement use && Find(use, module, order, diagnostics) is { } used)
                module.Uses.Add(use, used);
        }
        _open.Remove(module);
        order.Add(module);
    }

    private Module? Find(UseStatement use, Module importer, List<Module> order, DiagnosticBag diagnostics)
    {
        StringBuilder dotted = new(), relative = new();
        foreach (Identifier segment in use.Path)
        {
            dotted.Append(dotted.Length == 0 ? "" : ".").Append(segment.Text);
            relative.Append(relative.Length == 0 ? "" : "/").Append(segment.Text);
        }
        relative.Append(".orus");

        List<string> tried = [];
        foreach (string directory in SearchDirectories(importer))
        {
            string path = directory.Length == 0 ? relative.ToString() : Path.Combine(directory, relative.ToString());
            if (tried.Contains(path))
                continue;
            tried.Add(path);
            byte[]? bytes;
            // Nothing but reading: what goes wrong inside the module is not the file's fault.
            try
            {
                bytes = options.ModuleSource.TryRead(path);
            }
            catch (Exception error) when (FileReason.Explains(error))
            {
                diagnostics.Add(new Diagnostic(DiagnosticCode.FileUnreadable, use.PathSpan, $"cannot read the module `{dotted}` from '{path}': {FileReason.NotRead(path, error)}"));
                return null;
            }
            if (bytes is not null)
                return Open(use, dotted.ToString(), path, bytes, order, diagnostics);
        }
        diagnostics.Add(new Diagnostic(DiagnosticCode.ModuleNotFound, use.PathSpan, $"there is no module `{dotted}`")
        {
            Explanation = "I looked for:\n" + string.Join('\n', tried),
            Help = "check the spelling, or add the directory of the module to ORUSPATH.",
        });
        return null;
    }

    private Module? Open(UseStatement use, string name, string path, byte[] bytes, List<Module> order, DiagnosticBag diagnostics)
    {
        string canonical = options.ModuleSource.CanonicalPath(path);
        if (_byPath.TryGetValue(canonical, out Module? known) && !_open.Contains(known))
            return known;
        if (known is not null || canonical == _mainPath)
        {
            diagnostics.Add(DiagnosticCode.CyclicUse, use.PathSpan, $"`{name}` is used while it is being loaded itself",
                "move what both modules need into a third one.", "Modules cannot use each other in a circle.");
            return null;
        }
        SourceText source = options.Sources.Add(path, bytes);
        Module module = new(name, source, Parser.Parse(source, names, diagnostics));
        _byPath.Add(canonical, module);
        LoadUses(module, order, diagnostics);
        return module;
    }

    private List<string> SearchDirectories(Module importer)
    {
        List<string> directories = [options.CurrentDirectory, Path.GetDirectoryName(importer.Source.Path) ?? "", _mainDirectory, .. options.SearchPath];
        if (options.ExecutableDirectory is { } executable)
            directories.Add(executable);
        return directories;
    }
}
