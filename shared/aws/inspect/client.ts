import { nameCalls } from "../named-calls.ts";

/** What every client of this folder is made with. The rest (endpoint, profile, credentials) is the SDK's usual environment. */
export interface Place {
  region: string;
}

type ClientClass<Client> = new (config: { region: string; maxAttempts: number }) => Client;

/** A person waits for these answers: a client gives up after three attempts. */
export const makeClient = <Client>(Class: ClientClass<Client>, { region }: Place, maxAttempts = 3): Client =>
  nameCalls(new Class({ region, maxAttempts }));
