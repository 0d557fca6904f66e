using System.Net.Http.Headers;

namespace TrainingVoucher.Client;

/// <summary>A body as it is sent, the same bytes in every attempt.</summary>
internal sealed record ApiContent(string MediaType, byte[] Bytes);

/// <summary>One call, from which every attempt makes the same message.</summary>
internal sealed record ApiRequest(HttpMethod Method, Uri Address, ApiContent? Content, string? IdempotencyKey)
{
    public HttpRequestMessage Message(AccessToken? token)
    {
        var message = new HttpRequestMessage(Method, Address);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (Content is not null)
        {
            message.Content = new ByteArrayContent(Content.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue(Content.MediaType) } };
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
