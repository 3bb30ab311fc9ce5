import type { CommRegistry } from "./kernel-comms.ts";
import type { History } from "./kernel-history.ts";
import { kernelInfo } from "./kernel-info.ts";
import { completeReply, debugReply, inspectReply, isCompleteReply } from "./kernel-language.ts";
import { PROTOCOL_VERSION } from "./kernel-message.ts";
import type { Requests, RequestType } from "./kernel-requests.ts";
import type { Session } from "./session.ts";

/** What answers need of the kernel. */
export interface Answering {
  readonly version: string;
  readonly history: History;
  readonly comms: CommRegistry;
  session(): Promise<Session>;
  interrupt(): void;
}

/**
 * Content of the reply to a request that need not wait for its turn, its status aside.
 *
 * @param content  as `requestContent` returns it for the type
 * @throws {SessionDied} the process of the cells ended before it answered
 */
export async function answer(
  type: RequestType,
  content: Requests[RequestType],
  kernel: Answering,
): Promise<object> {
  switch (type) {
    case "kernel_info_request":
      return kernelInfo(kernel.version, PROTOCOL_VERSION);
    case "history_request":
      return { history: await kernel.history.read(content as Requests[typeof type]) };
    case "comm_info_request":
      return kernel.comms.info((content as Requests[typeof type]).target_name);
    case "interrupt_request":
      kernel.interrupt();
      return {};
    case "complete_request":
      return completeReply(content as Requests[typeof type], await kernel.session());
    case "inspect_request":
      return inspectReply(content as Requests[typeof type], await kernel.session());
    case "is_complete_request":
      return isCompleteReply(content as Requests[typeof type], kernel.session());
    case "debug_request":
      return debugReply(content as Requests[typeof type], await kernel.session());
    default:
      // A shutdown says again whether a restart follows.
      return content;
  }
}
