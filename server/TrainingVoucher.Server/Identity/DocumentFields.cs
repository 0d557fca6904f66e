using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Identity;

/// <summary>Names what is wrong with a document in a request, never the number itself.</summary>
internal static class DocumentFields
{
    public static Fields Document(this Fields fields, IdentityDocument? document, string field)
    {
        if (document is null)
        {
            return fields;
        }

        fields.Known(document.Type, field + ".type");
        var fault = DocumentNumbers.Check(document.Type, document.Number, out _);
        return document.Type == DocumentType.Unknown || fault == DocumentFault.None
            ? fields
            : fields.Must(false, field + ".number", ReasonOf(fault), SentenceOf(fault));
    }

    public static string ReasonOf(DocumentFault fault) => fault switch
    {
        DocumentFault.Length => "length",
        DocumentFault.Character => "character",
        DocumentFault.Region => "region",
        DocumentFault.BirthDate => "birth_date",
        _ => "check_digit",
    };

    public static string SentenceOf(DocumentFault fault) => fault switch
    {
        DocumentFault.Length => "Does not have the length of such a number.",
        DocumentFault.Character => "Contains a character that such a number does not have.",
        DocumentFault.Region => "Does not begin with a region code.",
        DocumentFault.BirthDate => "Contains a birth date that does not exist.",
        _ => "The check digit does not match; a digit is mistyped.",
    };
}
