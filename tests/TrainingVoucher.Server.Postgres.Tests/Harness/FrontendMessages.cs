using System.Buffers.Binary;
using System.Text;

namespace TrainingVoucher.Server.Postgres.Tests.Harness;

/// <summary>
/// Finds the COMMIT in what a client of PostgreSQL sends: a type, a length, a body per message, but for the first, which has no type.
/// The text is in a simple query, or in a statement that was parsed under a name and is bound later; such a one is executed, and answered
/// after the next synchronisation, so that the two messages are given out as one.
/// </summary>
internal sealed class FrontendMessages
{
    private readonly HashSet<string> _commits = new(StringComparer.Ordinal);
    private readonly List<byte> _waiting = [];
    private readonly List<byte> _executing = [];
    private bool _isBound;
    private bool _started;

    /// <summary>Takes bytes in; gives whole messages out, and whether each of them is a COMMIT.</summary>
    public IEnumerable<(byte[] Message, bool IsCommit)> Take(ReadOnlyMemory<byte> bytes)
    {
        _waiting.AddRange(bytes.Span);
        while (Next() is { } message)
        {
            if (_executing.Count > 0 || (_isBound && message[0] == 'E'))
            {
                _executing.AddRange(message);
                if (message[0] == 'S')
                {
                    yield return (_executing.ToArray(), true);
                    _executing.Clear();
                    _isBound = false;
                }
            }
            else
            {
                yield return (message, IsCommit(message));
            }
        }
    }

    private byte[]? Next()
    {
        var header = _started ? 5 : 4;
        if (_waiting.Count < header)
        {
            return null;
        }

        var start = _waiting[..header].ToArray();
        var length = BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(header - 4)) + header - 4;
        if (_waiting.Count < length)
        {
            return null;
        }

        var message = _waiting[..length].ToArray();
        _waiting.RemoveRange(0, length);
        _started = true;
        return message;
    }

    private bool IsCommit(byte[] message)
    {
        switch ((char)message[0])
        {
            case 'Q':
                return IsCommit(Text(message, 5).Text);
            case 'P':
                var (name, end) = Text(message, 5);
                _commits.Remove(name);
                if (IsCommit(Text(message, end).Text))
                {
                    _commits.Add(name);
                }

                return false;
            case 'B':
                _isBound = _commits.Contains(Text(message, Text(message, 5).End).Text);
                return false;
            default:
                return false;
        }
    }

    private static bool IsCommit(string sql) => sql.TrimStart().StartsWith("COMMIT", StringComparison.OrdinalIgnoreCase);

    private static (string Text, int End) Text(byte[] message, int from)
    {
        var end = Array.IndexOf(message, (byte)0, from);
        return (Encoding.UTF8.GetString(message, from, end - from), end + 1);
    }
}
