import { createServer } from "node:http";
import { Server } from "socket.io";
import { answer } from "./replies.mjs";

/** A bare socket.io server that acknowledges what it is sent and stores nothing. */
const http = createServer();
const io = new Server(http, { transports: ["websocket"] });
io.on("connection", (socket) => {
  socket.on("reply", ({ task }, acknowledge) => acknowledge(answer(task, 1)));
});
http.listen(0, "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${http.address().port}`);
});
