using System.Net.Http.Headers;

namespace TrainingVoucher.Client;

/// <summary>A body as it is sent, the same bytes in every attempt.</summary>
/// <param name="MediaType">Its type.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Open">Makes it anew for each attempt, in place of the bytes.</param>
internal sealed record ApiContent(string MediaType, byte[] Bytes, Func<HttpContent>? Open = null);

/// <summary>One call, from which every attempt makes the same message.</summary>
internal sealed record ApiRequest(HttpMethod Method, Uri Address, ApiContent? Content, string? IdempotencyKey)
{
    public HttpRequestMessage Message(AccessToken? token)
    {
        var message = new HttpRequestMessage(Method, Address);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (Content is not null)
        {
            message.Content = Content.Open?.Invoke() ?? new ByteArrayContent(Content.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue(Content.MediaType) } };
        }

        if (IdempotencyKey is not null)
        {
            message.Headers.Add("Idempotency-Key", IdempotencyKey);
        }

        if (token is not null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        }

        return message;
    }
}
