using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Identity;

namespace TrainingVoucher.Server.Schemes;

/// <summary>Checks the persons of an upload: document, check digit, name, and that no row repeats another.</summary>
internal static class PersonRows
{
    /// <summary>The rows with nothing wrong in them; the others are rejected in <paramref name="upload"/>.</summary>
    /// <param name="key">What, together with the person, makes a row the same as another.</param>
    /// <param name="check">Rejects what else is wrong with a row.</param>
    public static IReadOnlyList<UploadRow<TRow>> Check<TRequest, TRow>(
        Upload<TRequest, TRow> upload,
        Func<TRow, (DocumentType Type, string Number, string Name)> person,
        Func<TRow, string> key,
        Action<int, TRow> check)
    {
        var (good, seen) = (new List<UploadRow<TRow>>(), new HashSet<(DocumentType, string, string)>());
        var rejected = upload.RejectedRows;
        foreach (var row in upload.Rows)
        {
            var (type, number, name) = person(row.Value);
            var fault = DocumentNumbers.Check(type, number, out var normal);
            var fields = new Fields().Text(name, "name", 50)
                .Must(fault == DocumentFault.None, "documentNumber", DocumentFields.ReasonOf(fault), DocumentFields.SentenceOf(fault));
            foreach (var error in fields.Errors)
            {
                upload.Reject(row.Number, error.Field, error.Reason, error.Message);
            }

            check(row.Number, row.Value);
            if (rejected.Contains(row.Number))
            {
                continue;
            }

            if (seen.Add((type, normal, key(row.Value))))
            {
                good.Add(row);
            }
            else
            {
                upload.Reject(row.Number, "documentNumber", "duplicate", "Stands twice in this upload.");
            }
        }

        return good;
    }
}
