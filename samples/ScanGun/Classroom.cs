using TrainingVoucher.Contracts;

namespace ScanGun;

/// <summary>A voucher that was found usable, and the card of its holder.</summary>
internal sealed record Seat(string Scan, string Code, IdentityDocument Card)
{
    public RedeemRequest Redeeming(Course course, string? device) => new()
    {
        Scan = Scan,
        Document = Card,
        Project = course.Project,
        Level = course.Level,
        Online = course.Online,
        ClassEndsOn = course.EndsOn,
        Device = device,
    };
}

/// <summary>The seats of a class that is being scanned; they are counted from 1.</summary>
internal sealed class Classroom
{
    /// <summary>As many as the server redeems in one call.</summary>
    public const int MostSeats = 1_000;

    private readonly List<Seat> seats = [];

    public int Count => seats.Count;

    public bool IsFull => seats.Count == MostSeats;

    /// <summary>The seat of a voucher; 0 when it has none.</summary>
    public int SeatOf(string code) => seats.FindIndex(seat => seat.Code == code) + 1;

    public int Take(Seat seat)
    {
        seats.Add(seat);
        return seats.Count;
    }

    /// <summary>Frees a seat; those after it move up. Nothing when there is no such seat.</summary>
    public Seat? Drop(string number)
    {
        if (!int.TryParse(number, out var seat) || seat < 1 || seat > seats.Count)
        {
            return null;
        }

        var dropped = seats[seat - 1];
        seats.RemoveAt(seat - 1);
        return dropped;
    }

    public Attempt ToAttempt(Course course, string? device) =>
        Attempt.New([.. seats.Select(seat => seat.Code)]) with { Class = new([.. seats.Select(seat => seat.Redeeming(course, device))]) };

    public void Empty() => seats.Clear();
}
