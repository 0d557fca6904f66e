using System.Diagnostics;

namespace ScanGun;

/// <summary>The counter: takes one scan after the other and says what comes of it.</summary>
internal sealed class Counter(Till till, Screen screen, Settings settings)
{
    private static readonly TimeSpan Twice = TimeSpan.FromSeconds(1);

    private readonly Classroom classroom = new();
    private Word mode = Word.Redeem;
    private Course course = settings.Courses[0];
    private bool quitting;

    /// <summary>A voucher that was found usable and waits for its holder's card.</summary>
    private (string Scan, string Code)? waiting;

    /// <summary>The line before, and when it was answered: who waits for the answer scans again on purpose.</summary>
    private (string Line, long At) last = ("", 0);

    /// <summary>Whether something is left undone: an attempt of unknown outcome, or a class that was scanned and not redeemed.</summary>
    public bool LeavesSomething => till.IsOpen || classroom.Count > 0;

    public async Task BeginAsync()
    {
        screen.Note(Texts.Help);
        if (till.IsOpen)
        {
            screen.Note(Texts.Earlier);
            await till.RetryAsync();
        }

        Prompt();
    }

    public void End()
    {
        till.End();
        if (classroom.Count > 0)
        {
            screen.Show(Tone.Yellow, Texts.ClassGivenUp, next: null, $"{classroom.Count}");
        }
    }

    /// <summary>Takes a line; false when it ends the program.</summary>
    public async Task<bool> TakeAsync(string line)
    {
        if (line.Length > 0 && line == last.Line && Stopwatch.GetElapsedTime(last.At) < Twice)
        {
            screen.Note(Texts.ScannedTwice);
            return true;
        }

        var goesOn = await ActAsync(line, Input.Read(line));
        last = (line, Stopwatch.GetTimestamp());
        return goesOn;
    }

    private async Task<bool> ActAsync(string line, Input input)
    {
        if (input is Input.Command { Word: Word.Quit })
        {
            return !Quits();
        }

        quitting = false;
        if (input is Input.Command { Word: Word.Help })
        {
            screen.Note(Texts.Help);
        }
        else if (line.Length == 0)
        {
            Prompt();
        }
        else if (!await till.RetryAsync())
        {
            screen.Note(Texts.NotTaken);
        }
        else
        {
            await (input switch
            {
                Input.Command command => CommandAsync(command),
                Input.Card card => CardAsync(card),
                _ => ScanAsync(line),
            });
        }

        return true;
    }

    /// <summary>A class that was scanned is not given up by one word.</summary>
    private bool Quits()
    {
        if (classroom.Count == 0 || quitting)
        {
            return true;
        }

        screen.Note(Texts.ClassLeft, $"{classroom.Count}");
        quitting = true;
        return false;
    }

    private async Task CommandAsync(Input.Command command)
    {
        waiting = null;
        switch (command.Word)
        {
            case Word.Go when classroom.Count == 0:
                screen.Show(Tone.Red, Texts.ClassIsEmpty, next: null);
                break;
            case Word.Go when await till.SendAsync(classroom.ToAttempt(course, settings.Device)):
                classroom.Empty();
                break;
            case Word.Go:
                break;
            case Word.Reverse:
                await till.ReverseAsync();
                break;
            case Word.Drop:
                Drop(command.Argument);
                break;
            case Word.Course:
                Choose(command.Argument);
                break;
            default:
                mode = command.Word;
                Prompt();
                break;
        }
    }

    private void Prompt()
    {
        var text = waiting is not null ? Texts.NowTheCard
            : mode == Word.Check ? Texts.Checking
            : mode == Word.Class ? Texts.OfClass
            : Texts.Redeeming;
        screen.Note(text, mode == Word.Check ? "" : $"{screen.In(Texts.Course)} {course.Name}");
    }

    private async Task ScanAsync(string scan)
    {
        waiting = null;
        if (await till.CheckAsync(scan, isAll: mode == Word.Check) is not { Code: var code } || mode == Word.Check)
        {
            return;
        }

        if (mode == Word.Class && classroom.SeatOf(code) is > 0 and var seat)
        {
            screen.Show(Tone.Red, Texts.HasSeat, next: null, screen.Seat(seat));
            return;
        }

        waiting = (scan, code);
        Prompt();
    }

    private async Task CardAsync(Input.Card card)
    {
        if (card.IsMisread)
        {
            screen.Show(Tone.Red, Texts.CardMisread, Texts.CardAgain);
        }
        else if (waiting is not { } found)
        {
            screen.Show(Tone.Red, Texts.VoucherFirst, next: null);
        }
        else if (mode == Word.Class && classroom.IsFull)
        {
            screen.Show(Tone.Red, Texts.ClassIsFull, next: null);
        }
        else
        {
            waiting = null;
            await SeatAsync(new Seat(found.Scan, found.Code, card.Document));
        }
    }

    private async Task SeatAsync(Seat seat)
    {
        if (mode == Word.Class)
        {
            screen.Note(Texts.Ready, screen.Seat(classroom.Take(seat)), seat.Code);
        }
        else
        {
            await till.SendAsync(Attempt.New(seat.Code) with { One = seat.Redeeming(course, settings.Device) });
        }
    }

    private void Drop(string number)
    {
        if (classroom.Drop(number) is { } seat)
        {
            screen.Note(Texts.Dropped, $"{screen.Seat(int.Parse(number))}", seat.Code);
        }
        else
        {
            screen.Show(Tone.Red, Texts.NoSuchSeat, next: null, number);
        }
    }

    private void Choose(string name)
    {
        if (settings.Courses.FirstOrDefault(c => string.Equals(ScanLines.Narrow(c.Name), name, StringComparison.OrdinalIgnoreCase)) is { } chosen)
        {
            course = chosen;
            Prompt();
        }
        else
        {
            screen.Show(Tone.Red, Texts.NoSuchCourse, next: null, settings.Courses.Select(c => c.Name));
        }
    }
}
