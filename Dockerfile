# One process, one volume: docker build -t millrace . && docker run -p 4100:4100 -v millrace:/data millrace
FROM node:24-slim AS build
WORKDIR /millrace
COPY package.json package-lock.json ./
RUN npm ci --no-fund --no-audit
COPY . .
RUN npx vite build && npm prune --omit=dev

FROM node:24-slim
WORKDIR /millrace
ENV NODE_ENV=production MILLRACE_DATA=/data
COPY --from=build /millrace/package.json ./
COPY --from=build /millrace/node_modules ./node_modules
COPY --from=build /millrace/dist ./dist
COPY --from=build /millrace/server ./server
COPY --from=build /millrace/src ./src
RUN mkdir /data && chown node /data
USER node
VOLUME /data
EXPOSE 4100
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:4100/api/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
