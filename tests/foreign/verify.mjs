// Reads lines of JSON {secret, headers, body} and says true or false of each: whether npm's standardwebhooks verifies it.
import { createInterface } from "node:readline";
import { Webhook } from "standardwebhooks";

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, headers, body } = JSON.parse(line);
  try {
    new Webhook(secret).verify(body, headers);
    console.log("true");
  } catch {
    console.log("false");
  }
}
